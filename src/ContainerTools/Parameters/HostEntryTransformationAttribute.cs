namespace ContainerTools;

/// <summary>Lets a parameter take host entries as docker writes them, or a hashtable of names and addresses.</summary>
public sealed class HostEntryTransformationAttribute : ParameterTransformationAttribute<HostEntry>
{
    private protected override string Kind => HostEntry.Kind;

    private protected override string Expected => HostEntry.Syntax;

    private protected override IEnumerable<HostEntry> FromText(string text, string directory) => [HostEntry.Parse(text)];

    private protected override IEnumerable<HostEntry> FromProperties(PropertyBag properties, string directory) => HostEntry.FromProperties(properties);
}
