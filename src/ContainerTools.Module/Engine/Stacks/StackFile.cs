namespace ContainerTools.Engine.Stacks;

/// <summary>What one compose file, or several over each other, say of a stack.</summary>
/// <param name="File">All of it, in its normal form.</param>
/// <param name="Folder">What paths are relative to.</param>
/// <param name="Lookup">Gives a variable of this process or of a <c>.env</c> file.</param>
/// <param name="Warnings">What a swarm cannot honour, and variables without a value.</param>
internal sealed record StackFile(ComposeMap File, string Folder, Func<string, string?> Lookup, IReadOnlyList<string> Warnings)
{
    private const string DefaultEnvironment = ".env";

    /// <summary>Reads files.</summary>
    /// <param name="paths">The files; what stands in a later one goes before.</param>
    /// <param name="environmentFiles">Files of variables; <see langword="null"/> for <c>.env</c> beside the first file, if there is one.</param>
    /// <exception cref="EngineException">A file cannot be read, or is not what it should be.</exception>
    public static StackFile Read(IReadOnlyList<string> paths, IReadOnlyList<string>? environmentFiles)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(paths[0]))!;
        var beside = Path.Combine(folder, DefaultEnvironment);
        var lookup = ComposeEnvironment.Of(environmentFiles ?? (System.IO.File.Exists(beside) ? [beside] : []));
        var warnings = new List<string>();
        var unset = new SortedSet<string>(StringComparer.Ordinal);
        var normal = new ComposeNormal(folder, lookup, warnings.Add);
        ComposeMap? merged = null;
        foreach (var path in paths)
        {
            var file = ComposeFile.Read(path);
            ComposeSchema.Check(file, (place, key, why) => warnings.Add($"{place.File}, line {place.Line}: a swarm cannot honour '{key}', so it is ignored{(why.Length > 0 ? $": {why}" : "")}."));
            var filled = normal.Apply(new ComposeVariables(lookup, name => unset.Add(name)).Fill(file));
            merged = merged is null ? filled : ComposeMerge.Over(merged, filled);
        }
        warnings.AddRange(unset.Select(name => $"The variable {name} is not set: nothing is put in its place."));
        if (merged!["services"] is null) throw merged.Place.Refuse("The file has no services.");
        return new StackFile(merged, folder, lookup, warnings);
    }

    /// <summary>The name that the file itself gives the stack.</summary>
    public string? Name => File["name"]?.Text("name");
}
