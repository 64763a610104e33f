using ContainerTools.Engine.Files;

namespace ContainerTools.Engine.Terminals;

/// <summary>Finds the shell of a container by looking for it: nothing is run that may not be there.</summary>
internal static class ContainerShell
{
    /// <summary>What accounts have that nobody is to log in with.</summary>
    private static readonly string[] NoShells = ["nologin", "false", "true", "sync", "halt", "shutdown"];

    /// <summary>The best first. The last ones are those of images that have nothing else.</summary>
    private static readonly string[][] Usual =
    [
        ["/bin/bash"], ["/usr/bin/bash"], ["/usr/local/bin/bash"], ["/bin/sh"], ["/usr/bin/sh"], ["/bin/ash"], ["/bin/dash"], ["/bin/zsh"],
        ["/usr/bin/pwsh"], ["/opt/microsoft/powershell/7/pwsh"], ["/busybox/sh"], ["/bin/busybox", "sh"], ["/usr/bin/busybox", "sh"],
    ];

    /// <summary>Every Windows has it, the smallest ones too.</summary>
    private static readonly string[] OfWindows = ["cmd.exe"];

    /// <summary>The command that starts a shell: the one that the user logs in with, if it is there, else the first of the usual ones.</summary>
    /// <param name="user">Who is to run it; nothing means the container's own user.</param>
    /// <exception cref="EngineException">There is none.</exception>
    public static async Task<string[]> FindAsync(ContainerTarget target, string? user, CancellationToken token)
    {
        var json = await target.Engine.GetAsync(target.Path("/json"), null, token).ConfigureAwait(false);
        if (json.Text("Platform") == "windows") return OfWindows;
        var own = await ContainerAccounts.ShellAsync(target, user ?? json.Child("Config").TextOrNull("User"), token).ConfigureAwait(false);
        if (own is not null && !NoShells.Contains(own[(own.LastIndexOf('/') + 1)..]) && await IsThereAsync(target, own, token).ConfigureAwait(false)) return [own];
        foreach (var shell in Usual)
        {
            if (await IsThereAsync(target, shell[0], token).ConfigureAwait(false)) return shell;
        }
        throw new EngineException("ContainerShellNotFound", ErrorCategory.ObjectNotFound, null,
            $"{target.Caption} has no shell in any of the usual places. Name the program with -Command; Get-ContainerItem shows what there is, also without a shell.");
    }

    private static async Task<bool> IsThereAsync(ContainerTarget target, string path, CancellationToken token) =>
        (await ContainerFileSystem.ResolveAsync(new ContainerPlace(target, path), token).ConfigureAwait(false)).Stat?.IsProgram is true;
}
