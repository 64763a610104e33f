using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ContainerTools.Engine.Stacks;

/// <summary>Reads a compose file into values that know where they stand.</summary>
internal static class ComposeFile
{
    private const string MergeKey = "<<";
    private const int Deepest = 64;

    /// <exception cref="EngineException">The file cannot be read, or is not what it should be.</exception>
    public static ComposeMap Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(e is FileNotFoundException or DirectoryNotFoundException ? "FileNotFound" : "FileUnreadable",
                e is FileNotFoundException or DirectoryNotFoundException ? ErrorCategory.ObjectNotFound : ErrorCategory.ReadError, path, $"'{path}' cannot be read: {e.Message}", e);
        }
        return Parse(text, path);
    }

    /// <exception cref="EngineException">The text is not what it should be.</exception>
    public static ComposeMap Parse(string text, string path)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new ComposePlace(path, e.Start.Line, e.Start.Column).Refuse(e.InnerException?.Message ?? e.Message);
        }
        var start = new ComposePlace(path, 1, 1);
        return stream.Documents.Count switch
        {
            0 => throw start.Refuse("The file is empty."),
            1 => Convert(stream.Documents[0].RootNode, path, 0).Map("The file"),
            _ => throw start.Refuse("The file has several documents; a stack is made of one."),
        };
    }

    private static ComposeNode Convert(YamlNode node, string path, int depth)
    {
        var place = Place(node, path);
        if (depth > Deepest) throw place.Refuse("Values are nested too deeply, or an alias holds itself.");
        switch (node)
        {
            case YamlScalarNode scalar: return new ComposeScalar(place, IsNull(scalar) ? null : scalar.Value);
            case YamlSequenceNode list: return new ComposeList(place, [.. list.Children.Select(child => Convert(child, path, depth + 1))]);
            default: return ConvertMap((YamlMappingNode)node, path, depth);
        }
    }

    private static ComposeMap ConvertMap(YamlMappingNode map, string path, int depth)
    {
        var items = new Dictionary<string, ComposeNode>(StringComparer.Ordinal);
        var keys = new Dictionary<string, ComposePlace>(StringComparer.Ordinal);
        var merged = new List<ComposeMap>();
        foreach (var (key, value) in map.Children)
        {
            var place = Place(key, path);
            if (key is not YamlScalarNode { Value: { } name }) throw place.Refuse("A key is not a single word.");
            var converted = Convert(value, path, depth + 1);
            if (name == MergeKey) merged.AddRange(converted is ComposeList several ? several.Items.Select(item => item.Map(MergeKey)) : [converted.Map(MergeKey)]);
            else (items[name], keys[name]) = (converted, place);
        }
        foreach (var other in merged)
        {
            foreach (var (name, value) in other.Items)
            {
                if (items.TryAdd(name, value)) keys[name] = other.PlaceOf(name);
            }
        }
        return new ComposeMap(Place(map, path), items) { Keys = keys };
    }

    private static ComposePlace Place(YamlNode node, string path) => new(path, node.Start.Line, node.Start.Column);

    private static bool IsNull(YamlScalarNode scalar) => scalar.Style == ScalarStyle.Plain && (scalar.Value is null or "" or "~" or "null" or "Null" or "NULL");
}
