namespace ContainerTools;

/// <summary>Where the credentials of a registry are kept.</summary>
public enum ContainerRegistrySource
{
    /// <summary>In the memory of this process, and nowhere else.</summary>
    Session,

    /// <summary>In the environment variable <c>DOCKER_AUTH_CONFIG</c>.</summary>
    Environment,

    /// <summary>By a credential helper, such as one for the keychain of the operating system.</summary>
    CredentialHelper,

    /// <summary>In docker's <c>config.json</c>, unencrypted.</summary>
    ConfigurationFile,
}
