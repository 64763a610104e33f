using ContainerTools.Engine.Tar;

namespace ContainerTools.Engine.Files;

/// <summary>
/// The folders below a destination that an archive is unpacked into: those on the way to the latest entry are open. What the archive
/// says about a folder is set when it is left, for what is written into it changes its time, and it may allow no writing.
/// </summary>
internal sealed class ExtractionFolders(ExtractionFolder root) : IDisposable
{
    private readonly List<Step> steps = [];

    /// <summary>The folder that an entry lies in; folders that are missing on the way are made.</summary>
    /// <param name="parts">The entry's path below the destination.</param>
    /// <exception cref="IOException">Something on the way is no folder.</exception>
    public ExtractionFolder Parent(string[] parts)
    {
        LeaveUntil(Common(parts));
        while (steps.Count < parts.Length - 1)
        {
            var name = parts[steps.Count];
            var before = Current.Look(name);
            if (before is null) Current.MakeFolder(name);
            else if (before != TarEntryType.Directory) throw new ExtractionRefusal($"'{DisplayText.Printable(name)}' on the way to it is a link or something else, and no directory");
            steps.Add(new Step(name, Current.Enter(name), before is null ? SetUsual : null));
        }
        return Current;
    }

    /// <summary>Enters a folder in the current one.</summary>
    /// <param name="leave">Sets its facts when it is left.</param>
    public void Enter(string name, Action<ExtractionFolder> leave) => steps.Add(new Step(name, Current.Enter(name), leave));

    /// <summary>Opens the folder that something which has been unpacked lies in, beside the current one.</summary>
    /// <exception cref="IOException">Something on the way is no folder, or not there.</exception>
    public ExtractionFolder Find(string[] parts)
    {
        var folder = root.Enter(".");
        foreach (var name in parts.AsSpan(0, parts.Length - 1))
        {
            var above = folder;
            using (above) folder = above.Enter(name);
        }
        return folder;
    }

    public void LeaveAll() => LeaveUntil(0);

    public void Dispose()
    {
        foreach (var step in steps) step.Folder.Dispose();
        root.Dispose();
    }

    /// <summary>A folder that the archive does not describe gets what new folders usually get.</summary>
    private static void SetUsual(ExtractionFolder folder) =>
        folder.SetFacts(new TarEntry("", TarEntryType.Directory, 0, 0) { Mode = 0x1ED, ModifiedUnix = DateTimeOffset.UtcNow.ToUnixTimeSeconds() }, owner: false);

    private ExtractionFolder Current => steps.Count == 0 ? root : steps[^1].Folder;

    private int Common(string[] parts)
    {
        var count = 0;
        while (count < steps.Count && count < parts.Length - 1 && steps[count].Name == parts[count]) count++;
        return count;
    }

    private void LeaveUntil(int depth)
    {
        while (steps.Count > depth)
        {
            var step = steps[^1];
            steps.RemoveAt(steps.Count - 1);
            using (step.Folder) step.Leave?.Invoke(step.Folder);
        }
    }

    private sealed record Step(string Name, ExtractionFolder Folder, Action<ExtractionFolder>? Leave);
}
