namespace ContainerTools;

/// <summary>Lets a parameter take resource limits as docker writes them or as hashtables.</summary>
public sealed class UlimitTransformationAttribute : ParameterTransformationAttribute<Ulimit>
{
    private protected override string Kind => Ulimit.Kind;

    private protected override string Expected => Ulimit.Syntax;

    private protected override IEnumerable<Ulimit> FromText(string text, string directory) => [Ulimit.Parse(text)];

    private protected override IEnumerable<Ulimit> FromProperties(PropertyBag properties, string directory) => [Ulimit.FromProperties(properties)];
}
