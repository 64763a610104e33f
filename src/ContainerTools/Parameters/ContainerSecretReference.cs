namespace ContainerTools;

/// <summary>
/// Names a secret of a swarm: by text (an exact name, else a unique id prefix, else a wildcard pattern), or by an object that came
/// from an engine and goes back to that engine.
/// </summary>
public sealed class ContainerSecretReference : EngineReference
{
    /// <summary>Names a secret by text.</summary>
    /// <param name="text">A name, an id, a unique prefix of an id, or a wildcard pattern.</param>
    /// <exception cref="FormatException">The text is empty.</exception>
    public ContainerSecretReference(string text) : base(Checked(text), null, null, null, null) { }

    /// <summary>Names the secret that an object stands for.</summary>
    /// <param name="secret">The secret.</param>
    public ContainerSecretReference(ContainerSecret secret) : base(Checked(secret).Name, secret.Id, secret.Name, secret.Context, secret.EngineHost) { }

    internal ContainerSecretReference(string text, string? id, string? name, string? context, string? engineHost) : base(text, id, name, context, engineHost) { }

    private static string Checked(string text) => string.IsNullOrWhiteSpace(text) ? throw new FormatException("A secret's name or id is empty.") : text;

    private static ContainerSecret Checked(ContainerSecret secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return secret;
    }
}
