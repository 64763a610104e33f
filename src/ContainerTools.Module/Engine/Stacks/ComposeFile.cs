using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace ContainerTools.Engine.Stacks;

/// <summary>Reads a compose file into values that know where they stand.</summary>
internal static class ComposeFile
{
    private const string MergeKey = "<<";
    private const int Deepest = 64;

    /// <summary>How many values a file may have. An alias counts as all that it stands for: some lines could stand for billions.</summary>
    private const int Most = 200_000;

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
            stream.Load(new BoundedParser(new Parser(new StringReader(text)), path));
        }
        catch (YamlException e)
        {
            throw new ComposePlace(path, e.Start.Line, e.Start.Column).Refuse(e.InnerException?.Message ?? e.Message);
        }
        var start = new ComposePlace(path, 1, 1);
        return stream.Documents.Count switch
        {
            0 => throw start.Refuse("The file is empty."),
            1 => new Conversion(path).Convert(stream.Documents[0].RootNode, 0).Map("The file"),
            _ => throw start.Refuse("The file has several documents; a stack is made of one."),
        };
    }

    private static EngineException TooDeep(ComposePlace place) => place.Refuse("Values are nested too deeply, or an alias holds itself.");

    /// <summary>Refuses what is nested too deeply before anything goes down into it: that would exhaust the stack.</summary>
    private sealed class BoundedParser(Parser parser, string path) : IParser
    {
        private int depth;

        public ParsingEvent? Current => parser.Current;

        public bool MoveNext()
        {
            if (!parser.MoveNext()) return false;
            depth += parser.Current!.NestingIncrease;
            // The stream and the document are not levels of the file.
            return depth <= Deepest + 2 ? true : throw TooDeep(new ComposePlace(path, parser.Current.Start.Line, parser.Current.Start.Column));
        }
    }

    /// <summary>Makes values of what was read.</summary>
    private sealed class Conversion(string path)
    {
        private int count;

        public ComposeNode Convert(YamlNode node, int depth)
        {
            var place = Place(node);
            if (depth > Deepest) throw TooDeep(place);
            if (++count > Most) throw place.Refuse($"The file has more than {Most} values, with what its aliases stand for.");
            return node switch
            {
                YamlScalarNode scalar => new ComposeScalar(place, IsNull(scalar) ? null : scalar.Value),
                YamlSequenceNode list => new ComposeList(place, [.. list.Children.Select(child => Convert(child, depth + 1))]),
                _ => ConvertMap((YamlMappingNode)node, depth),
            };
        }

        private ComposeMap ConvertMap(YamlMappingNode map, int depth)
        {
            var items = new Dictionary<string, ComposeNode>(StringComparer.Ordinal);
            var keys = new Dictionary<string, ComposePlace>(StringComparer.Ordinal);
            var merged = new List<ComposeMap>();
            foreach (var (key, value) in map.Children)
            {
                var place = Place(key);
                if (key is not YamlScalarNode { Value: { } name }) throw place.Refuse("A key is not a single word.");
                var converted = Convert(value, depth + 1);
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
            return new ComposeMap(Place(map), items) { Keys = keys };
        }

        private ComposePlace Place(YamlNode node) => new(path, node.Start.Line, node.Start.Column);

        private static bool IsNull(YamlScalarNode scalar) => scalar.Style == ScalarStyle.Plain && (scalar.Value is null or "" or "~" or "null" or "Null" or "NULL");
    }
}
