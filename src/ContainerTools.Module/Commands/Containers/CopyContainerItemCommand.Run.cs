using ContainerTools.Engine;
using ContainerTools.Engine.Copying;
using ContainerTools.Engine.Files;

namespace ContainerTools.Commands;

/// <content>What is named, found and copied.</content>
public sealed partial class CopyContainerItemCommand
{
    private readonly Dictionary<string, CopyTarget> targets = new(StringComparer.Ordinal);
    private readonly HashSet<CopyTarget> taken = new(ReferenceEqualityComparer.Instance);
    private ContainerFinder? finder;

    private ContainerFinder Finder => finder ??= new ContainerFinder(this, () => [Endpoint], EndpointOf);

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var sources = Sources().ToList();
        if (sources.Count == 0) return;
        var destinations = Destinations().ToList();
        foreach (var source in sources)
        {
            var jobs = destinations.Select(target => Plan(source, target, sources.Count > 1)).OfType<CopyJob>().ToList();
            jobs = jobs.FindAll(job => ShouldProcess($"{Describe(source)} to {job.Arrival}", "Copy"));
            if (jobs.Count == 0) continue;
            Pump((emitter, token) => CopyAsync(jobs, emitter, token));
        }
    }

    private IEnumerable<CopySource> Sources() => ParameterSetName switch
    {
        ItemSet => Item.Select(item => InContainer(new ContainerReference(item.ContainerName, item.ContainerId, item.ContainerName, item.Context, item.EngineHost, null), item.FullName)).OfType<CopySource>(),
        ContainerSet => FromContainer.SelectMany(container => Path.Select(path => InContainer(container, path))).OfType<CopySource>(),
        LiteralSet => LiteralPath.SelectMany(path => Local(path, literal: true)),
        _ => Path.SelectMany(path => CopyAddress.Split(path, IsDrive) is { } address ? Named(address.Container, address.Path, path) : Local(path, literal: false)),
    };

    private IEnumerable<CopySource> Named(string container, string path, string text) =>
        path.Length == 0 ? Refuse<CopySource>(NoPath(text)) : InContainer(new ContainerReference(container), path) is { } source ? [source] : [];

    private ContainerCopySource? InContainer(ContainerReference reference, string path)
    {
        var found = Finder.Find([reference]).ToList();
        if (found.Count == 0) return null;
        if (found.Count > 1)
        {
            WriteError(Errors.InvalidArgument("SeveralContainers", reference.Text, $"'{reference.Text}' stands for {found.Count.Invariant()} containers, whose files would replace each other. Copy from one after the other, each to a place of its own."));
            return null;
        }
        var place = new ContainerPlace(found[0], path);
        return Try(place.Failure, () => Wait(token => ContainerPathEnd.SourceAsync(place, FollowLink, token)));
    }

    private IEnumerable<CopySource> Local(string text, bool literal)
    {
        var (path, end) = LocalPath.Split(text);
        foreach (var file in PathResolution.Files(this, [path], literal))
        {
            var name = WildcardPattern.ContainsWildcardCharacters(path) && !literal ? file : text;
            if (Try(e => Errors.From(e, null, Errors.Subject.Container, name), () => LocalPath.Source(name, file, end, FollowLink)) is { } source) yield return source;
        }
    }

    private IEnumerable<CopyTarget> Destinations()
    {
        if (ToContainer is not null) return Finder.Find(ToContainer).Select(container => Target(new ContainerPlace(container, Destination))).OfType<CopyTarget>();
        if (CopyAddress.Split(Destination, IsDrive) is not { } address) return LocalTarget() is { } local ? [local] : [];
        return address.Path.Length == 0
            ? Refuse<CopyTarget>(NoPath(Destination))
            : Finder.Find([new ContainerReference(address.Container)]).Select(container => Target(new ContainerPlace(container, address.Path))).OfType<CopyTarget>();
    }

    /// <summary>What a destination was when it was first met is what counts: the second thing does not go into what the first became.</summary>
    private CopyTarget? Target(ContainerPlace place)
    {
        var key = $"{place.Endpoint.HostText}\n{place.Id}\n{place.Path}";
        if (targets.TryGetValue(key, out var known)) return known;
        return Try(place.Failure, () => Wait(token => ContainerPathEnd.TargetAsync(place, token))) is { } target ? targets[key] = target : null;
    }

    private CopyTarget? LocalTarget()
    {
        if (targets.TryGetValue(Destination, out var known)) return known;
        var (path, end) = LocalPath.Split(Destination);
        var target = Try(e => Errors.Unwritable(Destination, e), () => LocalPath.Target(Destination, GetUnresolvedProviderPathFromPSPath(path), end));
        return target is null ? null : targets[Destination] = target;
    }

    private CopyJob? Plan(CopySource source, CopyTarget target, bool several)
    {
        if (source is LocalCopySource && target is LocalCopyTarget)
        {
            WriteError(Errors.InvalidArgument("NoContainer", source.Text, $"Neither '{source.Text}' nor '{target.Text}' is in a container: that is written 'name:/path'. Copy-Item copies local files."));
            return null;
        }
        if (!target.IsDirectory && (several || !taken.Add(target)))
        {
            WriteError(Errors.InvalidArgument("CopySeveralToOne", source.Text, $"'{source.Text}' was not copied: several things only go into a directory that is there, and '{target.Text}' is none. Make it first."));
            return null;
        }
        return Try(e => Errors.From(e, null, Errors.Subject.Container, source.Text), () => new CopyJob(source, target, CopyPlan.Of(source, target)) { KeepOwners = Archive });
    }

    private async Task CopyAsync(List<CopyJob> jobs, Emitter emitter, CancellationToken token)
    {
        var results = new Emission?[jobs.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, jobs.Count), new ParallelOptions { MaxDegreeOfParallelism = ThrottleLimit, CancellationToken = token },
            async (index, cancel) => results[index] = await CopyAsync(jobs[index], emitter, cancel).ConfigureAwait(false)).ConfigureAwait(false);
        foreach (var result in results)
        {
            if (result is not null) await emitter.SendAsync(result).ConfigureAwait(false);
        }
    }

    private async Task<Emission?> CopyAsync(CopyJob job, Emitter emitter, CancellationToken token)
    {
        var report = new ProgressReport($"Copying {job.Source.Text} to {job.Arrival}", record => emitter.Send(new Emission.Progress(record)));
        long copied = 0;
        try
        {
            await job.RunAsync(
                bytes => report.Report("Copied", Interlocked.Add(ref copied, bytes), job.Source.Size),
                problem => emitter.Send(new Emission.Failure(Errors.From(problem, null, Errors.Subject.Container, null))), token).ConfigureAwait(false);
            return PassThru ? await ResultAsync(job, token).ConfigureAwait(false) : null;
        }
        catch (Exception e) when (e is not OperationCanceledException || !token.IsCancellationRequested)
        {
            return new Emission.Failure(Failure(job, e));
        }
        finally
        {
            if (!token.IsCancellationRequested) report.Complete();
        }
    }

    private static ErrorRecord Failure(CopyJob job, Exception failure) => job switch
    {
        { Target: ContainerCopyTarget target } => new ContainerPlace(target.Container, target.Path).Failure(failure),
        { Source: ContainerCopySource source } => source.Place.Failure(failure),
        _ => Errors.From(failure, null, Errors.Subject.Container, job.Source.Text),
    };

    private static async Task<Emission> ResultAsync(CopyJob job, CancellationToken token)
    {
        var (folder, name) = job.Plan;
        if (job.Target is not ContainerCopyTarget target) return new Emission.LocalItem(name is null ? folder : System.IO.Path.Combine(folder, name));
        var items = new List<object>();
        var place = name is null ? folder : Engine.ImageArchives.ArchivePath.Join(folder, name);
        await Task.Run(() => new ContainerListing(target.Container, items.Add, token).One(place), token).ConfigureAwait(false);
        return new Emission.Batch(items);
    }

    private static string Describe(CopySource source) => source.IsContent ? $"what is in {source.Text}" : source.Text;

    private bool IsDrive(string name) => SessionState.Drive.GetAll().Any(drive => drive.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static ErrorRecord NoPath(string text) => Errors.InvalidArgument("CopyPathInvalid", text, $"'{text}' names a container and no path in it. The root is '{text}/'.");

    private IEnumerable<T> Refuse<T>(ErrorRecord error)
    {
        WriteError(error);
        return [];
    }

    /// <summary>Makes something, or writes why that cannot be.</summary>
    private T? Try<T>(Func<Exception, ErrorRecord> error, Func<T> make) where T : class
    {
        ErrorRecord? refusal;
        try
        {
            return make();
        }
        catch (Exception e) when (e is not PipelineStoppedException)
        {
            refusal = e is EngineException known ? Errors.From(known, null, Errors.Subject.Container, null) : error(e);
        }
        WriteError(refusal);
        return null;
    }
}
