namespace ContainerTools;

/// <summary>
/// Lets a parameter of type <see cref="long"/> that counts billionths of a processor take a number of processors:
/// <c>1.5</c> becomes 1500000000. A computed number is rounded to billionths, text must be exact.
/// </summary>
public sealed class CpuCountTransformationAttribute : ParameterTransformationAttribute<long>
{
    private protected override string Kind => CpuCount.Kind;

    private protected override string Expected => CpuCount.Syntax;

    private protected override IEnumerable<long> FromText(string text, string directory) => [CpuCount.Parse(text)];
}
