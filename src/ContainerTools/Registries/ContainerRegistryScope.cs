namespace ContainerTools;

/// <summary>For whom and for how long credentials are kept.</summary>
public enum ContainerRegistryScope
{
    /// <summary>In memory, for this process.</summary>
    Session,

    /// <summary>For the user, where docker keeps them too: by the credential helper of docker's configuration, else in its file.</summary>
    User,
}
