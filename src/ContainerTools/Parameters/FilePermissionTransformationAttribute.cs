namespace ContainerTools;

/// <summary>
/// Lets a parameter of type <see cref="UnixFileMode"/> take octal digits, as text or as a number that is written with them: <c>644</c>
/// is <c>rw-r--r--</c>.
/// </summary>
public sealed class FilePermissionTransformationAttribute : ParameterTransformationAttribute<UnixFileMode>
{
    private protected override string Kind => FilePermission.Kind;

    private protected override string Expected => FilePermission.Syntax;

    private protected override IEnumerable<UnixFileMode> FromText(string text, string directory) => [FilePermission.Parse(text)];
}
