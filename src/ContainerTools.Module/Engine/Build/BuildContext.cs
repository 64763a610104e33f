using System.Security.Cryptography;
using System.Text;
using ContainerTools.Engine.Files;
using ContainerTools.Engine.Tar;

namespace ContainerTools.Engine.Build;

/// <summary>What is sent to be built, and the Dockerfile that says how.</summary>
internal sealed class BuildContext
{
    private const string DefaultName = "Dockerfile";
    private const string IgnoreName = ".dockerignore";

    private const int Readable = 0x1A4;

    private readonly string? folder;
    private readonly IgnoreRules rules;
    private readonly HashSet<string> kept = new(StringComparer.Ordinal);

    /// <summary>Files that are sent with other content than they have, or without being in the folder, by their paths.</summary>
    private readonly SortedDictionary<string, byte[]> replaced = new(StringComparer.Ordinal);

    private BuildContext(string? folder, IgnoreRules rules, string dockerfileName, string dockerfileText) =>
        (this.folder, this.rules, DockerfileName, Dockerfile) = (folder, rules, dockerfileName, Dockerfile.Parse(dockerfileText));

    /// <summary>Where the engine finds the Dockerfile in what is sent.</summary>
    public string DockerfileName { get; }

    public Dockerfile Dockerfile { get; }

    /// <summary>A Dockerfile alone: nothing can be copied into the image but from other images.</summary>
    public static BuildContext FromText(string dockerfile)
    {
        var context = new BuildContext(null, IgnoreRules.None, DefaultName, dockerfile);
        context.replaced[DefaultName] = Encoding.UTF8.GetBytes(dockerfile);
        return context;
    }

    /// <summary>A folder with a Dockerfile in it or elsewhere.</summary>
    /// <param name="folder">The folder's full path.</param>
    /// <param name="file">The Dockerfile's full path; <see langword="null"/> for the one that the folder has.</param>
    /// <param name="text">The Dockerfile's text instead of a file.</param>
    /// <param name="classic">Whether it is for the classic builder, which reads the ignore file too, and takes the Dockerfile out again where that says so.</param>
    /// <exception cref="EngineException">The folder or a file is not there or cannot be used.</exception>
    public static BuildContext FromFolder(string folder, string? file, string? text, bool classic)
    {
        if (!Directory.Exists(folder))
        {
            throw new EngineException("BuildContextNotFound", ErrorCategory.ObjectNotFound, folder, File.Exists(folder)
                ? $"'{folder}' is a file. -Path is the folder with what the image is made of, and -File its Dockerfile."
                : $"There is no folder '{folder}' to build from.");
        }
        var dockerfile = text is null ? file ?? Default(folder) : null;
        var dockerfileText = dockerfile is null ? new BuildText(text!, Encoding.UTF8.GetBytes(text!)) : ReadDockerfile(dockerfile);
        var inside = dockerfile is null ? null : NameInside(folder, dockerfile);
        var content = dockerfileText.Converted;
        if (inside is null && content is null) content = File.ReadAllBytes(dockerfile!);

        var ignoreFile = IgnoreFile(folder, dockerfile, classic);
        var ignoreText = ignoreFile is null ? null : BuildText.Read(ignoreFile);
        var rules = ignoreText is null ? IgnoreRules.None : IgnoreRules.Parse(ignoreText.Text, ignoreFile!);

        // docker's name for it has 20 random characters; made of the content instead, the same file does not spoil the cache.
        var name = inside ?? ".dockerfile." + Convert.ToHexString(SHA256.HashData(content!))[..20].ToLowerInvariant();
        var context = new BuildContext(folder, rules, name, dockerfileText.Text);
        context.kept.Add(name);
        if (content is not null) context.replaced[name] = content;
        if (classic) context.PrepareIgnoreFile(ignoreText, inside is null ? name : null);
        return context;
    }

    /// <summary>What is sent, listed while it is.</summary>
    public IEnumerable<LocalEntry> Entries()
    {
        foreach (var (name, content) in replaced)
        {
            var header = new TarEntry(name, TarEntryType.File, content.Length, content.Length) { Mode = Readable, ModifiedUnix = DateTimeOffset.UtcNow.ToUnixTimeSeconds() };
            yield return new LocalEntry(header) { Content = content };
        }
        if (folder is null) yield break;
        foreach (var entry in new ContextWalk(folder, rules, kept).List())
        {
            if (!replaced.ContainsKey(entry.Name)) yield return entry;
        }
    }

    /// <summary>
    /// The classic builder reads the ignore file again and removes the Dockerfile where that is ignored, so it needs it, in
    /// UTF-8, and with the name of a Dockerfile that is no part of the folder.
    /// </summary>
    private void PrepareIgnoreFile(BuildText? text, string? addedDockerfile)
    {
        kept.Add(IgnoreName);
        if (addedDockerfile is null && text?.Converted is null) return;
        var lines = text?.Text ?? IgnoreName;
        replaced[IgnoreName] = Encoding.UTF8.GetBytes(addedDockerfile is null ? lines : $"{lines}\n{addedDockerfile}\n");
    }

    private static string Default(string folder)
    {
        var usual = Path.Combine(folder, DefaultName);
        if (File.Exists(usual)) return usual;
        var lower = Path.Combine(folder, "dockerfile");
        return File.Exists(lower) ? lower : throw new EngineException("DockerfileNotFound", ErrorCategory.ObjectNotFound, usual,
            $"There is no Dockerfile in '{folder}'. Name one with -File, or pass its text through the pipeline.");
    }

    private static BuildText ReadDockerfile(string path)
    {
        if (!File.Exists(path)) throw new EngineException("DockerfileNotFound", ErrorCategory.ObjectNotFound, path, $"There is no Dockerfile '{path}'.");
        return BuildText.Read(path);
    }

    /// <summary>The Dockerfile's path within the folder, links followed; <see langword="null"/> if it lies elsewhere.</summary>
    private static string? NameInside(string folder, string dockerfile)
    {
        var real = File.ResolveLinkTarget(dockerfile, returnFinalTarget: true)?.FullName ?? dockerfile;
        var relative = Path.GetRelativePath(folder, real);
        if (Path.IsPathRooted(relative) || relative == ".." || relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal)) return null;
        return Path.DirectorySeparatorChar == '/' ? relative : relative.Replace(Path.DirectorySeparatorChar, '/');
    }

    /// <summary>BuildKit prefers rules that lie beside the Dockerfile and are for it alone.</summary>
    private static string? IgnoreFile(string folder, string? dockerfile, bool classic)
    {
        if (!classic && dockerfile is not null && dockerfile + IgnoreName is var own && File.Exists(own)) return own;
        var common = Path.Combine(folder, IgnoreName);
        return File.Exists(common) ? common : null;
    }
}
