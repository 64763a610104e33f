namespace ContainerTools.Engine.Build;

/// <summary>Contexts that are no folder here: docker's spellings of git repositories and URLs.</summary>
internal static class RemoteContext
{
    private static readonly string[] Beginnings = ["http://", "https://", "git://", "git@", "github.com/"];

    public static bool IsRemote(string path) => Array.Exists(Beginnings, beginning => path.StartsWith(beginning, StringComparison.Ordinal));
}
