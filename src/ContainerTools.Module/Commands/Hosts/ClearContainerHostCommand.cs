using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Removes what nothing uses from engines: containers that do not run, networks, images, the build cache and, if told so, volumes.</summary>
[Cmdlet(VerbsCommon.Clear, "ContainerHost", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerPruneResult), typeof(ContainerPruneCandidate))]
public sealed class ClearContainerHostCommand : EngineQueryCommand
{
    private const string Caption = "Remove what nothing uses";

    private bool yesToAll;
    private bool noToAll;

    /// <summary>The kinds. Without it all but volumes, which hold what cannot be made again.</summary>
    [Parameter(Position = 0)]
    public ContainerResource[] Include { get; set; } = [ContainerResource.Container, ContainerResource.Network, ContainerResource.Image, ContainerResource.BuildCache];

    /// <summary>Also images with a name, and all of the build cache that no build is using; of volumes, where they are included, also those with a name.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>Only what has all of these labels: <c>key</c>, <c>key=value</c>, or a hashtable; <c>key!=value</c> and <c>!key</c> keep what has them.</summary>
    [Parameter]
    [KeyValueTransformation]
    [ArgumentCompleter(typeof(LabelCompleter))]
    public string[] Label { get; set; } = [];

    /// <summary>Only what was made before: a time, or how long ago (<c>24h</c>). Of the build cache what was not used since.</summary>
    [Parameter]
    [PointInTimeTransformation]
    public DateTimeOffset? Until { get; set; }

    /// <summary>Removes without a question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given) ? LanguagePrimitives.IsTrue(given) : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (Scope() is not { } scope) return;
        foreach (var endpoint in EngineEndpoints)
        {
            try
            {
                Clear(Wait(token => ConnectAsync(endpoint, token)), endpoint, scope);
            }
            catch (Exception e) when (e is EngineException or Docker.DotNet.DockerApiException or HttpRequestException or IOException or TimeoutException)
            {
                var error = Errors.From(e, endpoint, Errors.Subject.Engine, endpoint.Context ?? endpoint.HostText);
                if (EngineEndpoints.Count == 1) ThrowTerminatingError(error);
                WriteError(error);
            }
        }
    }

    private PruneScope? Scope()
    {
        try
        {
            var filter = new PruneFilter(Label, Until, DockerConfiguration.Read(Environment.GetEnvironmentVariable).PruneFilters);
            var types = Include.ToHashSet();
            if (filter.Until is not null && types.Contains(ContainerResource.Volume))
            {
                ThrowTerminatingError(Errors.InvalidArgument("VolumeHasNoAge", Until, "No engine goes by the age of volumes: leave out -Until (or 'until' in docker's configuration), or volumes."));
            }
            // What has no labels has none of these either; the engine would ignore them and remove all of it.
            if (filter.WantsLabel && types.Remove(ContainerResource.BuildCache)) WriteVerbose("The build cache has no labels: it is left as it is.");
            return new PruneScope(types, All, filter);
        }
        catch (EngineException e)
        {
            ThrowTerminatingError(Errors.From(e, null, Errors.Subject.Engine, null));
        }
        catch (FormatException e)
        {
            ThrowTerminatingError(Errors.InvalidArgument("PruneFilterInvalid", null, $"'pruneFilters' in docker's configuration: {e.Message}"));
        }
        return null;
    }

    private void Clear(EngineConnection engine, EngineEndpoint endpoint, PruneScope scope)
    {
        if (engine.Version.IsPodman && scope.Types.Contains(ContainerResource.BuildCache))
        {
            WriteVerbose($"{endpoint.Describe()} is podman, whose build cache is images: they are removed as such.");
            scope = scope with { Types = scope.Types.Except([ContainerResource.BuildCache]).ToHashSet() };
        }
        IReadOnlyList<ContainerPruneCandidate>? candidates = null;
        if (!Force || IsWhatIf)
        {
            Pump(async (emitter, token) => candidates = await ListAsync(engine, endpoint, scope, emitter, token).ConfigureAwait(false));
            if (candidates!.Count == 0)
            {
                WriteVerbose($"There is nothing on {endpoint.Describe()} that is not used.");
                return;
            }
        }
        var summary = candidates is null ? "what nothing uses: " + string.Join(", ", scope.Order.Select(type => PruneSummary.Plural(type))) : PruneSummary.Of(candidates);
        var action = $"Remove {summary} from {endpoint.Context ?? endpoint.HostText}.";
        if (!ShouldProcess(action, action, Caption, out var reason))
        {
            if (reason == ShouldProcessReason.WhatIf) WriteObject(candidates, enumerateCollection: true);
            return;
        }
        if (!Force && !ShouldContinue($"{action}\n{PruneSummary.Names(candidates!)}", Caption, ref yesToAll, ref noToAll)) return;
        Pump((emitter, token) => RunAsync(engine, endpoint, candidates is null ? scope : scope with { Types = candidates.Select(candidate => candidate.Type).ToHashSet() }, emitter, token));
    }

    private static async Task<IReadOnlyList<ContainerPruneCandidate>> ListAsync(EngineConnection engine, EngineEndpoint endpoint, PruneScope scope, Emitter emitter, CancellationToken token)
    {
        var report = new ProgressReport($"Finding what nothing uses on {endpoint.Context ?? endpoint.HostText}", record => emitter.Send(new Emission.Progress(record)));
        report.Report("The engine measures it", null, null);
        try
        {
            return await new PrunePlan(engine, endpoint, scope, token).CandidatesAsync().ConfigureAwait(false);
        }
        finally
        {
            report.Complete();
        }
    }

    /// <summary>One kind after the other; what fails with one is no reason to leave out the next.</summary>
    private static async Task RunAsync(EngineConnection engine, EngineEndpoint endpoint, PruneScope scope, Emitter emitter, CancellationToken token)
    {
        var report = new ProgressReport($"Removing what nothing uses from {endpoint.Context ?? endpoint.HostText}", record => emitter.Send(new Emission.Progress(record)));
        var run = new PruneRun(engine, endpoint, scope, token);
        foreach (var type in scope.Order)
        {
            report.Report(PruneSummary.Plural(type), null, null);
            try
            {
                await emitter.SendAsync(new Emission.Output(await run.RunAsync(type).ConfigureAwait(false))).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                await emitter.SendAsync(new Emission.Failure(Errors.From(e, endpoint, Errors.Subject.Engine, type))).ConfigureAwait(false);
            }
        }
        report.Complete();
    }
}
