namespace ContainerTools;

/// <summary>Lets a parameter of type <see cref="long"/> take a size as a number of bytes or in docker's syntax.</summary>
public sealed class ByteSizeTransformationAttribute : ParameterTransformationAttribute<long>
{
    /// <summary>Whether <c>-1</c> and <c>unlimited</c> are taken, both as -1.</summary>
    public bool AllowUnlimited { get; set; }

    private protected override string Kind => "a size";

    private protected override string Expected => AllowUnlimited ? ByteSize.Syntax + ", or unlimited" : ByteSize.Syntax;

    private protected override IEnumerable<long> FromText(string text, string directory) =>
        AllowUnlimited && (text == "-1" || text.Equals("unlimited", StringComparison.OrdinalIgnoreCase)) ? [-1L] : [ByteSize.Parse(text)];
}
