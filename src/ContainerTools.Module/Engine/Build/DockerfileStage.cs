namespace ContainerTools.Engine.Build;

/// <summary>A stage of a Dockerfile: what one <c>FROM</c> begins.</summary>
internal sealed class DockerfileStage
{
    private readonly string? name;

    public DockerfileStage(DockerfileInstruction from)
    {
        From = from;
        var words = from.Arguments.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Base = words.FirstOrDefault() ?? "";
        if (words is [_, var keyword, var given] && keyword.Equals("AS", StringComparison.OrdinalIgnoreCase)) name = given;
    }

    public DockerfileInstruction From { get; }

    /// <summary>The image or stage that it stands on, as written.</summary>
    public string Base { get; }

    public List<DockerfileInstruction> Instructions { get; } = [];

    /// <summary>The images and stages that it copies from or mounts.</summary>
    public IEnumerable<string> Sources => Instructions.SelectMany(i => i.Keyword switch
    {
        "COPY" => i.Options("from"),
        "RUN" => i.Options("mount").SelectMany(mount => mount.Split(',')).Where(part => part.StartsWith("from=", StringComparison.Ordinal)).Select(part => part["from=".Length..]),
        _ => [],
    });

    public bool IsNamed(string text) => name is not null && name.Equals(text, StringComparison.OrdinalIgnoreCase);
}
