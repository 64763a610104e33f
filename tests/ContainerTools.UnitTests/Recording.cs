using System.Text.Json;
using ContainerTools.Engine;

namespace ContainerTools.UnitTests;

/// <summary>Answers that engines 20.10 (API 1.41) and 28.5 (API 1.51) gave, with the paths of a usual installation.</summary>
internal static class Recording
{
    public static EngineEndpoint Local { get; } = new() { Host = new Uri("unix:///var/run/docker.sock"), Source = ContainerEndpointSource.Default };

    public static JsonElement Read(string engine, string answer)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Recorded", $"{engine}-{answer}.json")));
        return document.RootElement.Clone();
    }

    public static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
