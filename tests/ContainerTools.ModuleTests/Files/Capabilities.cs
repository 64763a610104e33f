using System.Runtime.InteropServices;

namespace ContainerTools.ModuleTests.Files;

/// <summary>What executables may do without being root's.</summary>
internal static class Capabilities
{
    private const string Name = "security.capability";

    /// <summary>"cap_net_bind_service=ep" in the kernel's form.</summary>
    public static readonly byte[] BindsPorts = [1, 0, 0, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Gives a file some; only root may, and not in every file system.</summary>
    public static void Set(string path, byte[] value)
    {
        if (setxattr(path, Name, value, value.Length, 0) != 0) Assert.Skip("This user, or the file system of temporary files, cannot set capabilities.");
    }

    public static byte[] Get(string path)
    {
        var value = new byte[100];
        return value[..Math.Max(0, (int)getxattr(path, Name, value, value.Length))];
    }

    [DllImport("libc")]
    private static extern int setxattr(string path, string name, byte[] value, nint size, int flags);

    [DllImport("libc")]
    private static extern nint getxattr(string path, string name, byte[] value, nint size);
}
