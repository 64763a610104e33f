namespace ContainerTools.Engine;

/// <summary>What an engine is told so that a registry lets it in: one header on every request that leads to a registry.</summary>
internal static class RegistryCredentials
{
    private const string Header = "X-Registry-Auth";
    private const string AllHeader = "X-Registry-Config";

    /// <summary><c>{}</c> in base64url: nobody in particular. The header is sent all the same, as some engines insist on it.</summary>
    private const string Anonymous = "e30=";

    /// <summary>The header for an image's registry.</summary>
    public static Task<KeyValuePair<string, string>> HeaderAsync(ImageReference image, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(image);
        token.ThrowIfCancellationRequested();
        return Task.FromResult(KeyValuePair.Create(Header, Anonymous));
    }

    /// <summary>The header for a build, which may need any registry: the credentials of all that are known.</summary>
    /// <param name="failed">Is told what was left out and why.</param>
    public static Task<KeyValuePair<string, string>> AllHeaderAsync(Action<string> failed, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(failed);
        token.ThrowIfCancellationRequested();
        return Task.FromResult(KeyValuePair.Create(AllHeader, Anonymous));
    }
}
