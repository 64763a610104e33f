namespace ContainerTools.Completion;

/// <summary>Proposes the first half of <c>volume:/path</c>. A path before the colon is left to PowerShell.</summary>
internal sealed class VolumeMappingCompleter : VolumeCompleter
{
    protected override IEnumerable<Candidate>? Propose(CompletionRequest request)
    {
        if (request.Word.Text is ['.' or '/' or '~' or '\\', ..]) return null;
        return request.Word.Text.Contains(':', StringComparison.Ordinal) ? [] : base.Propose(request)!.Select(volume => volume with { Text = volume.Text + ":" });
    }
}
