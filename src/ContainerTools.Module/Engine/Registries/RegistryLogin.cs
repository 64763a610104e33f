using Docker.DotNet;
using ContainerTools.Engine.Streams;

namespace ContainerTools.Engine.Registries;

/// <summary>Has an engine try credentials at their registry.</summary>
internal static class RegistryLogin
{
    private const string FailureId = "RegistryLoginFailed";

    /// <summary>Signs in. Not by the typed client, which drops the token that a registry may give instead of the password.</summary>
    /// <returns>The credentials to keep: with the registry's token where it gave one, else those that were tried.</returns>
    /// <exception cref="EngineException">The registry refuses them, or cannot be reached.</exception>
    public static async Task<RegistryCredential> RunAsync(EngineConnection engine, RegistryCredential credential, CancellationToken token)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body)) credential.WriteTo(json);
        try
        {
            var answer = await engine.GetAsync(HttpMethod.Post, "auth", null, EngineConnection.Json(body.ToArray()), token).ConfigureAwait(false);
            return answer.TextOrNull("IdentityToken") is { } identityToken ? credential.WithIdentityToken(identityToken) : credential;
        }
        catch (DockerApiException e)
        {
            // Not with the cause: its text is the registry's, who might repeat what it was sent.
            var failure = EngineMessages.Failure($"sign in to {credential}", FailureId, credential.Redact(Errors.EngineMessage(e.ResponseBody)), (int)e.StatusCode, credential.ToString(), denied: "Check the user name and the password.");
            throw failure.ErrorId != "ImageNotFound" ? failure : new EngineException("RegistryNotFound", ErrorCategory.ObjectNotFound, credential.ToString(), $"{failure.Message} Is '{credential}' a registry?");
        }
    }
}
