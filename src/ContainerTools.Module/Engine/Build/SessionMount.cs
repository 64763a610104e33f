using ContainerTools.Engine.Build.Session;

namespace ContainerTools.Engine.Build;

/// <summary>A secret or an ssh agent that a step mounts.</summary>
/// <param name="Instruction">The step.</param>
/// <param name="IsSsh">Whether it is an agent.</param>
/// <param name="Id">What it is asked for by; <see langword="null"/> where only the engine knows, because it is in a variable.</param>
/// <param name="IsRequired">Whether the step fails without it.</param>
internal sealed record SessionMount(DockerfileInstruction Instruction, bool IsSsh, string? Id, bool IsRequired)
{
    /// <summary>Reads the value of <c>--mount</c>, in the way of BuildKit's Dockerfile frontend.</summary>
    /// <returns><see langword="null"/> for any other kind of mount, and for what is malformed, which is the engine's to refuse.</returns>
    public static SessionMount? Read(DockerfileInstruction instruction, string mount)
    {
        IReadOnlyList<string> fields;
        try
        {
            fields = Csv.Read(mount, static reason => new FormatException(reason));
        }
        catch (FormatException)
        {
            return null;
        }
        string? Value(params string[] keys) => fields.Select(field => field.Split('=', 2)).LastOrDefault(pair => pair.Length == 2 && keys.Contains(pair[0].ToLowerInvariant()))?[1];
        var type = Value("type")?.ToLowerInvariant();
        if (type is not ("secret" or "ssh")) return null;
        var id = type == "ssh"
            ? Value("id") is { Length: > 0 } agent ? agent : SshForwarding.Default
            : Value("source", "src") is { Length: > 0 } source ? source : Value("id") is { Length: > 0 } given ? given : Value("target", "dst", "destination")?.Split('/')[^1];
        var required = Value("required");
        return new SessionMount(instruction, type == "ssh", id is null || id.Contains('$', StringComparison.Ordinal) ? null : id,
            required is null ? fields.Contains("required", StringComparer.OrdinalIgnoreCase) : required is "1" or "t" or "T" or "true" or "True" or "TRUE");
    }
}
