namespace ContainerTools;

/// <summary>Lets a parameter take security options as docker writes them, with a seccomp profile relative to PowerShell's current location.</summary>
public sealed class SecurityOptionTransformationAttribute : ParameterTransformationAttribute<SecurityOption>
{
    private protected override string Kind => SecurityOption.Kind;

    private protected override string Expected => SecurityOption.Syntax;

    private protected override IEnumerable<SecurityOption> FromText(string text, string directory) => [SecurityOption.Parse(text, directory)];
}
