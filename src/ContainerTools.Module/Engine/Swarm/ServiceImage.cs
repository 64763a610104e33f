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
        if (!ImageReference.TryParse(name, out var reference)) return null;
        var isPinned = name.Contains('@', StringComparison.Ordinal);
        if (!isPinned) name = reference.WithDefaultTag().ToString();
        JsonElement found;
        try
        {
            found = await engine.GetAsync(HttpMethod.Get, $"distribution/{name}/json", null, null, [credentials], token).ConfigureAwait(false);
        }
        catch (DockerApiException e)
        {
            if (isPinned) return null; // only for which platforms it is remains unknown
            return $"No registry told the digest of '{(string?)container["Image"]}' ({Errors.EngineMessage(e.ResponseBody)}): each node uses the image that it finds by that name, which may differ. -NoResolveImage does not ask.";
        }
        if (found.Child("Descriptor").TextOrNull("digest") is not { } digest) return null;
        if (!isPinned) container["Image"] = $"{name}@{digest}";
        var platforms = found.Child("Platforms").Items().Select(platform => (JsonNode)new JsonObject { ["Architecture"] = platform.TextOrNull("architecture"), ["OS"] = platform.TextOrNull("os") }).ToArray();
        if (platforms.Length > 0) task.Part("Placement")["Platforms"] = new JsonArray(platforms);
        return null;
    }
}
