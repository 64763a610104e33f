using System.Text.Json.Nodes;
using ContainerTools.Engine.Stacks;

namespace ContainerTools.UnitTests.Stacks;

/// <summary>A folder of a test with compose files in it.</summary>
internal sealed class ComposeFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("containertools-compose-").FullName;

    /// <summary>Writes a file.</summary>
    /// <returns>Its path.</returns>
    public string Write(string text, string name = "compose.yaml")
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Reads one compose file that has this text.</summary>
    public StackFile Read(string text) => StackFile.Read([Write(text)], null);

    /// <summary>The specification of the service <c>web</c> in the stack <c>s</c>.</summary>
    public JsonObject Spec(string text) => Spec(Read(text));

    public static JsonObject Spec(StackFile file, string service = "web") => StackServiceSpec.From(new StackName("s"), service, file.File["services"]!.Map("services")[service]!.Map(service), file.File);

    public static JsonNode Container(JsonObject spec) => spec["TaskTemplate"]!["ContainerSpec"]!;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
