using System.Text;

namespace ContainerTools.Engine.Files;

/// <summary>What an engine tells of one path in a container without sending its content.</summary>
/// <param name="Type">What it is; of a symbolic link, that it is one.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="LinkTarget">Where a symbolic link leads in the end, as an absolute path in the container.</param>
/// <param name="Mode">Its permission bits.</param>
internal sealed record ContainerPathStat(ContainerFileType Type, long Size, string? LinkTarget, UnixFileMode Mode = default)
{
    private const string Header = "X-Docker-Container-Path-Stat";

    // Go's own bits for what is not a permission.
    private const long Directory = 1L << 31;
    private const long SymbolicLink = 1L << 27;
    private const long Device = 1L << 26;
    private const long NamedPipe = 1L << 25;
    private const long Socket = 1L << 24;
    private const long CharacterDevice = 1L << 21;
    private const long Irregular = 1L << 19;
    private const long Permissions = 0x1FF;

    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public bool IsDirectory => Type == ContainerFileType.Directory;

    /// <summary>Whether it is a program, for some user at least.</summary>
    public bool IsProgram => Type == ContainerFileType.File && (Mode & Executable) != 0;

    /// <summary>Reads the header of an answer about a container's file system.</summary>
    /// <exception cref="EngineException">There is none, or it cannot be read.</exception>
    public static ContainerPathStat Read(HttpResponseMessage answer, EngineConnection engine)
    {
        var header = answer.Headers.TryGetValues(Header, out var values) ? values.First() : "";
        var buffer = new byte[header.Length];
        var json = engine.ReadJson(Convert.TryFromBase64String(header, buffer, out var length) ? buffer[..length] : Encoding.UTF8.GetBytes(header));
        var mode = json.Number("mode") ?? 0;
        return new ContainerPathStat(TypeOf(mode), json.Number("size") ?? 0, json.TextOrNull("linkTarget"), (UnixFileMode)(mode & Permissions));
    }

    private static ContainerFileType TypeOf(long mode) => mode switch
    {
        _ when (mode & Directory) != 0 => ContainerFileType.Directory,
        _ when (mode & SymbolicLink) != 0 => ContainerFileType.SymbolicLink,
        _ when (mode & CharacterDevice) != 0 => ContainerFileType.CharacterDevice,
        _ when (mode & Device) != 0 => ContainerFileType.BlockDevice,
        _ when (mode & NamedPipe) != 0 => ContainerFileType.Fifo,
        _ when (mode & (Socket | Irregular)) != 0 => ContainerFileType.Other,
        _ => ContainerFileType.File,
    };
}
