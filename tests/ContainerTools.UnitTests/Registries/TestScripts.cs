namespace ContainerTools.UnitTests.Registries;

/// <summary>A folder of its own for a test, with programs that are shell scripts, and environment variables that name them.</summary>
internal sealed class TestScripts : IDisposable
{
    private readonly Dictionary<string, string?> variables = [];

    public TestScripts()
    {
        Folder = Directory.CreateTempSubdirectory("containertools-").FullName;
        variables["PATH"] = Folder + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        variables["DOCKER_CONFIG"] = Path.Combine(Folder, "docker");
    }

    public string Folder { get; }

    public string ConfigFile => Path.Combine(Folder, "docker", "config.json");

    public string? this[string variable]
    {
        set => variables[variable] = value;
    }

    public string? Variable(string name) => variables.GetValueOrDefault(name);

    /// <summary>Writes the configuration file.</summary>
    public void Configure(string json)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(ConfigFile)!);
        File.WriteAllText(ConfigFile, json);
    }

    /// <summary>Writes a program. Where there is no shell, the test is skipped.</summary>
    public void Program(string name, string script)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("The programs of this test are shell scripts.");
            return;
        }
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Writes a credential helper that keeps each registry in a file.</summary>
    public void Helper(string name)
    {
        var kept = Path.Combine(Folder, "kept-" + name);
        Directory.CreateDirectory(kept);
        Program("docker-credential-" + name, $$"""
            cd '{{kept}}' || exit 1
            echo "$1 $*" >>../calls
            case $1 in
              store) cat >input; file=$(sed 's/.*"ServerURL":"\([^"]*\)".*/\1/' input | tr / _); mv input "$file" ;;
              get) read -r server; file=$(echo "$server" | tr / _); if [ -e "$file" ]; then cat "$file"; else echo 'credentials not found in native keychain'; exit 1; fi ;;
              erase) read -r server; file=$(echo "$server" | tr / _); if [ -e "$file" ]; then rm "$file"; else echo 'credentials not found in native keychain'; exit 1; fi ;;
              list) printf '{'; first=; for file in *; do [ -e "$file" ] || continue; printf '%s%s' "$first" "$(sed 's/.*"ServerURL":\("[^"]*"\),"Username":\("[^"]*"\).*/\1:\2/' "$file")"; first=,; done; printf '}' ;;
            esac
            """);
    }

    /// <summary>The requests that helpers got, an argument list each.</summary>
    public string[] Calls => File.Exists(Path.Combine(Folder, "calls")) ? File.ReadAllLines(Path.Combine(Folder, "calls")) : [];

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
