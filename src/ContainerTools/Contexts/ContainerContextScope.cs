namespace ContainerTools;

/// <summary>For whom and for how long a context is the current one.</summary>
public enum ContainerContextScope
{
    /// <summary>For this session (its runspace) alone.</summary>
    Session,

    /// <summary>For all sessions of the user and for docker's own CLI: it is kept in docker's <c>config.json</c>.</summary>
    User,
}
