using System.Text;
using ContainerTools.Engine;
using ContainerTools.Engine.Build;

namespace ContainerTools.Commands;

/// <content>How the build is put together and run.</content>
public sealed partial class BuildContainerImageCommand
{
    private readonly StringBuilder text = new();

    /// <summary>What the user calls it, for messages.</summary>
    private string Caption => Tag.Length > 0 ? Tag[0] : Path ?? (ParameterSetName == TextSet ? "the Dockerfile" : ".");

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        foreach (var tag in Tag)
        {
            try
            {
                if (ImageReference.Parse(tag).Digest is null) continue;
            }
            catch (FormatException e)
            {
                ThrowTerminatingError(Errors.InvalidArgument("ImageReferenceInvalid", tag, e.Message));
            }
            ThrowTerminatingError(Errors.InvalidArgument("ImageReferenceInvalid", tag, $"'{tag}' cannot name a new image: a digest is what an image has, not what it is given."));
        }
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ParameterSetName != TextSet) return;
        var input = InputObject is PSObject whole ? whole.BaseObject : InputObject;
        foreach (var item in input is object?[] items ? items : [input])
        {
            var bare = item is PSObject wrapped ? wrapped.BaseObject : item;
            if (bare is not string line)
            {
                ThrowTerminatingError(Errors.InvalidArgument("InputObjectInvalid", bare,
                    $"A {bare?.GetType().Name ?? "$null"} is no text of a Dockerfile. Pipe text, or name a folder with -Path and a Dockerfile with -File."));
                return;
            }
            text.Append(line).Append('\n');
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var isText = ParameterSetName == TextSet || MyInvocation.ExpectingInput;
        if (isText && string.IsNullOrWhiteSpace(text.ToString()))
        {
            // Nothing came down the pipeline: that must not build the current folder instead.
            ThrowTerminatingError(Errors.InvalidArgument("DockerfileEmpty", null, "No text of a Dockerfile has come: did the command before this one find nothing?"));
        }
        if (!ShouldProcess(Caption, "Build image")) return;
        var engine = Connect();
        BuildRequest request;
        try
        {
            request = Request(engine, isText ? text.ToString() : null);
            BuildChecks.Check(request, engine.Version);
        }
        catch (EngineException e)
        {
            WriteError(Errors.From(e, Endpoint, Errors.Subject.Image, Path ?? Caption));
            return;
        }
        ImageBuild? build = null;
        try
        {
            Pump((emitter, token) => (build = new ImageBuild(engine, Endpoint, request, Caption, emitter)).RunAsync(PassThru, token));
        }
        finally
        {
            if (StepVariable is not null && build?.Steps is { } steps) SessionState.PSVariable.Set(StepVariable, steps);
        }
    }

    private BuildRequest Request(EngineConnection engine, string? dockerfile)
    {
        var builder = Builder ?? BuildChecks.Default(engine.Version);
        var remote = Path is not null && RemoteContext.IsRemote(Path) && !Directory.Exists(GetUnresolvedProviderPathFromPSPath(Path)) ? Path : null;
        if (remote is not null && dockerfile is not null)
        {
            throw new EngineException("ParametersConflict", ErrorCategory.InvalidArgument, remote, $"'{remote}' is fetched by the engine, which cannot be given the text of a Dockerfile with it. Use -File for one within it.");
        }
        return new BuildRequest
        {
            Builder = builder,
            Remote = remote,
            RemoteDockerfile = remote is null ? null : File,
            Context = remote is null ? LocalContext(dockerfile, builder == ContainerImageBuilder.Classic) : null,
            Tags = Tag,
            Arguments = BuildArguments.Resolve(BuildArgument, DockerConfiguration.Read(Environment.GetEnvironmentVariable).Proxies(Endpoint.HostText), Environment.GetEnvironmentVariable),
            Labels = Label.Select(l => l.Split('=', 2)).GroupBy(l => l[0], StringComparer.Ordinal).ToDictionary(l => l.Key, l => l.Last().ElementAtOrDefault(1) ?? "", StringComparer.Ordinal),
            Mounts = new BuildMountFinder(this).Find(Secret, Ssh),
            Target = Target,
            NoCache = NoCache,
            Pull = Pull,
            Platform = Platform ?? (Environment.GetEnvironmentVariable("DOCKER_DEFAULT_PLATFORM") is { Length: > 0 } usual ? usual : null),
            Network = Network,
            CacheFrom = CacheFrom,
            Hosts = [.. AddHost.Select(entry => entry.ToString())],
            ShmSize = ShmSize,
            Ulimits = Ulimit,
        };
    }

    private BuildContext LocalContext(string? dockerfile, bool classic)
    {
        if (dockerfile is not null && Path is null) return BuildContext.FromText(dockerfile);
        var folder = GetUnresolvedProviderPathFromPSPath(Path ?? ".");
        return BuildContext.FromFolder(folder, File is null ? null : DockerfilePath(folder, File), dockerfile, classic);
    }

    /// <summary>A Dockerfile is named from where the user is, as docker takes it; one that is only in the folder is meant too.</summary>
    private string DockerfilePath(string folder, string file)
    {
        var here = GetUnresolvedProviderPathFromPSPath(file);
        return System.IO.File.Exists(here) || System.IO.Path.Combine(folder, file) is var within && !System.IO.File.Exists(within) ? here : within;
    }
}
