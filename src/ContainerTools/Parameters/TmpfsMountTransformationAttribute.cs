namespace ContainerTools;

/// <summary>Lets a parameter take tmpfs mounts as docker writes them or as hashtables.</summary>
public sealed class TmpfsMountTransformationAttribute : ParameterTransformationAttribute<TmpfsMount>
{
    private protected override string Kind => TmpfsMount.Kind;

    private protected override string Expected => TmpfsMount.Syntax;

    private protected override IEnumerable<TmpfsMount> FromText(string text, string directory) => [TmpfsMount.Parse(text)];

    private protected override IEnumerable<TmpfsMount> FromProperties(PropertyBag properties, string directory) => [TmpfsMount.FromProperties(properties)];
}
