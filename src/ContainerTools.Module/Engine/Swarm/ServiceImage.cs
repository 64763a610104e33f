using System.Text.Json.Nodes;
using Docker.DotNet;

namespace ContainerTools.Engine;

/// <summary>Pins a service's image to the digest that the registry has now, so that all nodes run the same.</summary>
internal static class ServiceImage
{
    /// <summary>Puts the digest and the platforms of the image into a task's specification.</summary>
    /// <returns>Why that was not possible; <see langword="null"/> where it was, or is not needed.</returns>
    public static async Task<string?> PinAsync(EngineConnection engine, JsonObject task, KeyValuePair<string, string> credentials, CancellationToken token)
    {
        var container = task.Part("ContainerSpec");
        var name = (string?)container["Image"] ?? "";
        if (!ImageReference.TryParse(name, out var reference) || name.Contains('@', StringComparison.Ordinal)) return null;
        JsonElement found;
        try
        {
            found = await engine.GetAsync(HttpMethod.Get, $"distribution/{reference.WithDefaultTag()}/json", null, null, [credentials], token).ConfigureAwait(false);
        }
        catch (DockerApiException e)
        {
            return $"No registry told the digest of '{name}' ({Errors.EngineMessage(e.ResponseBody)}): each node uses the image that it finds by that name, which may differ. -NoResolveImage does not ask.";
        }
        if (found.Child("Descriptor").TextOrNull("digest") is not { } digest) return null;
        container["Image"] = $"{reference.WithDefaultTag()}@{digest}";
        var platforms = found.Child("Platforms").Items().Select(platform => (JsonNode)new JsonObject { ["Architecture"] = platform.TextOrNull("architecture"), ["OS"] = platform.TextOrNull("os") }).ToArray();
        if (platforms.Length > 0) task.Part("Placement")["Platforms"] = new JsonArray(platforms);
        return null;
    }
}
