namespace ContainerTools;

/// <summary>Lets a parameter take mounts as docker writes them or as hashtables, with sources relative to PowerShell's current location.</summary>
public sealed class ContainerMountTransformationAttribute : ParameterTransformationAttribute<ContainerMount>
{
    private protected override string Kind => ContainerMount.Kind;

    private protected override string Expected => ContainerMount.Syntax;

    private protected override IEnumerable<ContainerMount> FromText(string text, string directory) => [ContainerMount.Parse(text, directory)];

    private protected override IEnumerable<ContainerMount> FromProperties(PropertyBag properties, string directory) => [ContainerMount.FromProperties(properties, directory)];
}
