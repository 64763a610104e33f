using ContainerTools.Engine.Files;

namespace ContainerTools.Engine.Copying;

/// <summary>One thing on its way to one place, in constant memory and without a copy in between.</summary>
/// <param name="Source">What is copied.</param>
/// <param name="Target">Where to.</param>
/// <param name="Plan">How it arrives there.</param>
internal sealed record CopyJob(CopySource Source, CopyTarget Target, CopyPlan Plan)
{
    /// <summary>Whether owners are kept. Else everything belongs to root in a container, and to the user here.</summary>
    public bool KeepOwners { get; init; }

    /// <summary>What arrives, as people call it.</summary>
    public string Arrival => Target.Describe(Plan.Folder, Plan.Name);

    /// <summary>Copies.</summary>
    /// <param name="wrote">Is told how many bytes have been copied.</param>
    /// <param name="tell">Takes what is not copied while the rest is.</param>
    /// <param name="token">Ends it.</param>
    /// <exception cref="EngineException">It was not copied, or not whole.</exception>
    /// <exception cref="Docker.DotNet.DockerApiException">The engine refused.</exception>
    public Task RunAsync(Action<int> wrote, Action<EngineException> tell, CancellationToken token) => (Source, Target) switch
    {
        (LocalCopySource local, ContainerCopyTarget container) => new CopyIn(this, local, container).RunAsync(wrote, tell, token),
        (ContainerCopySource container, LocalCopyTarget) => new CopyOut(this, container).RunAsync(wrote, tell, token),
        (ContainerCopySource from, ContainerCopyTarget to) => new CopyAcross(this, from, to).RunAsync(wrote, tell, token),
        _ => throw new InvalidOperationException("one end of a copy is in a container"),
    };

    /// <summary>The failure for a copy that broke off.</summary>
    /// <param name="at">What was being copied.</param>
    public EngineException Incomplete(string? at, string consequence, Exception cause) => new("CopyIncomplete", ErrorCategory.ConnectionError, Source.Text,
        $"Copying '{Source.Text}' to '{Arrival}' broke off{(at is null ? "" : $" at '{DisplayText.Printable(at)}'")}: {cause.Message} {consequence}", cause);

    /// <summary>An entry that was refused.</summary>
    public EngineException Refusal(string entry, Exception cause) => cause is ExtractionRefusal
        ? new("ArchiveEntryRefused", ErrorCategory.SecurityError, entry, $"'{DisplayText.Printable(entry)}' from '{Source.Text}' was not copied: {cause.Message}.", cause)
        : new("FileUnwritable", ErrorCategory.WriteError, entry, $"'{DisplayText.Printable(entry)}' from '{Source.Text}' was not copied to '{Arrival}': {cause.Message}", cause);
}
