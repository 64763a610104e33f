using System.Diagnostics;

namespace ContainerTools.ModuleTests.Files;

/// <summary>Local trees with something of every kind, and what can be told of them.</summary>
internal static class RoundTrips
{
    private const string MakeTree = """
        mkdir -p tree/dir/sub tree/none "tree/größe 日本" && cd tree
        printf plain > plain; : > empty; printf x > 'größe 日本/🐳'; printf y > -- '-rf *'; printf z > "$(printf 'n%.0s' $(seq 255))"
        deep=$(printf 'd%.0s' $(seq 100)); mkdir -p $deep/$deep/$deep/$deep/$deep; printf deep > $deep/$deep/$deep/$deep/$deep/end
        dd if=/dev/urandom of=large bs=1000 count=3001 2> /dev/null; truncate -s 30000000 holes; printf 1 | dd of=holes bs=1 seek=9000000 conv=notrunc 2> /dev/null
        ln -s plain relative; ln -s /etc/hosts absolute; ln -s no/where dangling; ln -s ../../.. climbing; ln -s dir folder; ln -s "$(printf 'w%.0s' $(seq 200))" far
        ln plain second; ln relative 'second link'; mkfifo pipe; printf inside > dir/sub/inside
        chown 1234:56789 plain dir/sub; chown -h 12:34 relative; chown 7:8 pipe large
        chmod 4755 plain; chmod 0 empty; chmod 1777 dir; chmod 2750 dir/sub; chmod 555 none; chmod 600 pipe
        find . -depth -exec touch -h -d @1000000000 {} +; touch -h -d @1234567890 dangling; touch -d @1111111111 dir .
        """;

    /// <summary>Makes the folder <c>tree</c>.</summary>
    public static void Make(string folder) => Shell(folder, MakeTree);

    /// <summary>Kind, mode, owner, time, size, number of names, path, target and content of all that is in a folder, and of the folder.</summary>
    public static string[] Facts(string folder) =>
    [
        .. Shell(folder, "find . -type d -printf '%y %m %U:%G %T@ %p\\n' -o -printf '%y %m %U:%G %T@ %s %n %p %l\\n'; find . -type f -exec sha256sum {} +")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal),
    ];

    /// <summary>The bytes that a file takes on the disk.</summary>
    public static long Allocated(string path) => 512 * long.Parse(Shell(".", $"stat -c %b '{path}'"), System.Globalization.CultureInfo.InvariantCulture);

    public static string Shell(string folder, string script)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-e", "-c", script]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"the script ended with {process.ExitCode}");
    }
}
