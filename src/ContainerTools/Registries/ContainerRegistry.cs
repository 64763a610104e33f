namespace ContainerTools;

/// <summary>A registry that there are credentials of. It never holds the secret itself.</summary>
public sealed class ContainerRegistry
{
    /// <summary>The registry's host, with its port where it has one: <c>docker.io</c>, <c>registry.example:5000</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>The address that the credentials are kept under; <c>https://index.docker.io/v1/</c> for Docker Hub.</summary>
    public string Address { get; init; } = "";

    /// <summary>The user; <see langword="null"/> where only a token is known.</summary>
    public string? UserName { get; init; }

    /// <summary>Whether an identity token is kept, and not a password.</summary>
    public bool IsToken { get; init; }

    /// <summary>Where the credentials are kept.</summary>
    public ContainerRegistrySource Source { get; init; }

    /// <summary>The credential helper that keeps them, by what follows <c>docker-credential-</c> in its program's name; <see langword="null"/> where none does.</summary>
    public string? CredentialHelper { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
