using System.Globalization;
using System.Text.RegularExpressions;

namespace ContainerTools.Engine.Build;

/// <summary>
/// As much of a Dockerfile as has to be known before it is built: which images it stands on, and what it asks for that the
/// chosen builder does not have.
/// </summary>
internal sealed partial class Dockerfile
{
    private readonly List<DockerfileInstruction> globals = [];
    private readonly List<DockerfileStage> stages = [];

    private Dockerfile(string? syntax) => Syntax = syntax;

    /// <summary>The frontend image that reads this file instead of the engine's own (<c># syntax=</c>).</summary>
    public string? Syntax { get; }

    public static Dockerfile Parse(string text)
    {
        var parser = new DockerfileParser(text);
        var instructions = parser.Read();
        var result = new Dockerfile(parser.Syntax);
        foreach (var instruction in instructions)
        {
            if (instruction.Keyword == "FROM") result.stages.Add(new DockerfileStage(instruction));
            else if (result.stages.Count == 0) result.globals.Add(instruction);
            else result.stages[^1].Instructions.Add(instruction);
        }
        return result;
    }

    /// <summary>The images that building a stage needs and that are none of its stages.</summary>
    /// <param name="target">The stage's name or number; <see langword="null"/> for the last one.</param>
    /// <param name="arguments">Build arguments, which names of images may be made of.</param>
    public IReadOnlyList<DockerfileImage> Images(string? target, IReadOnlyDictionary<string, string> arguments)
    {
        var values = GlobalValues(arguments);
        var result = new List<DockerfileImage>();
        foreach (var stage in Needed(target))
        {
            Add(stage.Base, stage.From.Options("platform").FirstOrDefault(), stage);
            foreach (var source in stage.Sources) Add(source, null, null);

            void Add(string name, string? platform, DockerfileStage? from)
            {
                var image = Expand(name, values);
                // A name that is still a question, or one of a stage, is no image that could be asked for.
                if (image is null or "" or "scratch" || StageOf(image, from ?? stage, asSource: from is null) is not null) return;
                var wanted = platform is null ? null : Expand(platform, values) is { Length: > 0 } known ? known : null;
                if (!result.Exists(i => i.Name == image && i.Platform == wanted)) result.Add(new DockerfileImage(image, wanted));
            }
        }
        return result;
    }

    /// <summary>The secrets and ssh agents that steps of a stage mount: they stay with the client, whom the engine asks for them.</summary>
    public IEnumerable<SessionMount> SessionMounts(string? target) => Needed(target).SelectMany(s => s.Instructions).Where(i => i.Keyword == "RUN")
        .SelectMany(i => i.Options("mount").Select(mount => SessionMount.Read(i, mount)).OfType<SessionMount>());

    /// <summary>The first instruction that the classic builder does not know, or quietly does wrong.</summary>
    public (DockerfileInstruction Instruction, string Feature)? FirstForBuildKit()
    {
        foreach (var instruction in stages.SelectMany(s => s.Instructions))
        {
            if (instruction.HasHeredoc) return (instruction, "a heredoc (<<)");
            string[] options = instruction.Keyword switch
            {
                "RUN" => ["mount", "network", "security", "device"],
                "COPY" => ["link", "parents", "exclude"],
                "ADD" => ["link", "checksum", "keep-git-dir", "exclude", "unpack"],
                _ => [],
            };
            if (Array.Find(options, instruction.HasOption) is { } option) return (instruction, $"{instruction.Keyword} --{option}");
        }
        return null;
    }

    public DockerfileInstruction? FirstWithHeredoc() => stages.SelectMany(s => s.Instructions).FirstOrDefault(i => i.HasHeredoc);

    /// <summary>The stages that a target is made of, itself among them, in the file's order.</summary>
    private IEnumerable<DockerfileStage> Needed(string? target)
    {
        if (stages.Count == 0) return [];
        // A target that is not there is the engine's to refuse.
        var last = target is null ? stages[^1] : ByNumber(target, stages.Count) ?? stages.Find(s => s.IsNamed(target)) ?? stages[^1];
        var needed = new HashSet<DockerfileStage>();
        Need(last);
        return stages.Where(needed.Contains);

        void Need(DockerfileStage stage)
        {
            if (!needed.Add(stage)) return;
            if (StageOf(stage.Base, stage, asSource: false) is { } parent) Need(parent);
            foreach (var source in stage.Sources)
            {
                if (StageOf(source, stage, asSource: true) is { } other) Need(other);
            }
        }
    }

    /// <summary>The stage before this one that a name means; a source may be a number too.</summary>
    private DockerfileStage? StageOf(string name, DockerfileStage user, bool asSource)
    {
        var before = stages.IndexOf(user);
        return (asSource ? ByNumber(name, before) : null) ?? stages.Take(before).LastOrDefault(s => s.IsNamed(name));
    }

    private DockerfileStage? ByNumber(string text, int below) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < below ? stages[number] : null;

    private Dictionary<string, string> GlobalValues(IReadOnlyDictionary<string, string> arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var declaration in globals.Where(i => i.Keyword == "ARG").SelectMany(i => i.Arguments.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
        {
            var cut = declaration.IndexOf('=', StringComparison.Ordinal);
            var name = cut < 0 ? declaration : declaration[..cut];
            if (arguments.TryGetValue(name, out var given)) values[name] = given;
            else if (cut > 0 && Expand(declaration[(cut + 1)..].Trim('"', '\''), values) is { } value) values[name] = value;
        }
        return values;
    }

    /// <summary>Puts values into <c>$name</c>, <c>${name}</c>, <c>${name:-else}</c> and <c>${name:+then}</c>.</summary>
    /// <returns><see langword="null"/> where a value is not known here, such as the engine's own platform.</returns>
    private static string? Expand(string text, Dictionary<string, string> values)
    {
        var known = true;
        var result = Variable().Replace(text.Trim('"', '\''), match =>
        {
            var value = values.GetValueOrDefault(match.Groups["name"].Value, "");
            var word = match.Groups["word"].Value;
            if (match.Groups["operator"].Value is ":-" or "-" && value.Length == 0) return word;
            if (match.Groups["operator"].Value is ":+" or "+") return value.Length > 0 ? word : "";
            known &= value.Length > 0;
            return value;
        });
        return known && !result.Contains('$', StringComparison.Ordinal) ? result : null;
    }

    [GeneratedRegex(@"\$(?:(?<name>[A-Za-z_][A-Za-z0-9_]*)|\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?:(?<operator>:?[-+])(?<word>[^}]*))?\})")]
    private static partial Regex Variable();
}
