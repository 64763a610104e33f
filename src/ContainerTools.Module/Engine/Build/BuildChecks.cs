using ContainerTools.Engine.Build.Session;

namespace ContainerTools.Engine.Build;

/// <summary>What can be said of a build before anything is sent.</summary>
internal static class BuildChecks
{
    /// <summary>The first version whose own Dockerfile frontend knows heredocs (Docker Engine 23.0).</summary>
    private static readonly Version Heredocs = new(1, 42);

    /// <summary>The first version whose BuildKit is told of limits of the steps (Docker Engine 23.0); earlier ones leave them out.</summary>
    private static readonly Version StepLimits = new(1, 42);

    /// <summary>The builder that is used when none was asked for.</summary>
    public static ContainerImageBuilder Default(EngineVersion engine) =>
        engine.IsWindows || engine.Builder == "1" ? ContainerImageBuilder.Classic : ContainerImageBuilder.BuildKit;

    /// <summary>Refuses what the builder cannot do, or would quietly do wrong.</summary>
    /// <exception cref="EngineException">The Dockerfile asks for something that the builder does not have.</exception>
    public static void Check(BuildRequest request, EngineVersion engine)
    {
        if (!request.IsClassic && engine.IsWindows)
        {
            throw new EngineException("BuilderUnsupported", ErrorCategory.NotImplemented, nameof(ContainerImageBuilder.BuildKit),
                "Engines on Windows have no BuildKit. Leave out -Builder, or give -Builder Classic.");
        }
        if (request.Mounts.Any && (request.IsClassic || engine.IsPodman))
        {
            throw new EngineException("BuildSessionUnsupported", ErrorCategory.NotImplemented, request.IsClassic ? nameof(ContainerImageBuilder.Classic) : null,
                $"-Secret and -Ssh need BuildKit, {(engine.IsPodman ? "which podman has not: it builds with Buildah." : engine.IsWindows ? "which engines on Windows have not." : "and the classic builder builds here. Build with -Builder BuildKit.")}");
        }
        if ((request.ShmSize is not null || request.Ulimits.Count > 0) && !request.IsClassic && !engine.IsPodman && engine.Api < StepLimits)
        {
            throw new EngineException("BuildLimitUnsupported", ErrorCategory.NotImplemented, null,
                $"-ShmSize and -Ulimit need API version {StepLimits} (Docker Engine 23 or newer) where BuildKit builds, and this engine speaks {engine.Api}. Leave them out, or build with -Builder Classic.");
        }
        if (request.Context?.Dockerfile is not { } dockerfile) return;
        if (request.IsClassic) CheckClassic(dockerfile, engine);
        else CheckBuildKit(request, dockerfile, engine);
    }

    private static void CheckClassic(Dockerfile dockerfile, EngineVersion engine)
    {
        if (dockerfile.FirstForBuildKit() is not var (instruction, feature)) return;
        throw new EngineException("DockerfileNeedsBuildKit", ErrorCategory.NotImplemented, Show(instruction),
            $"Line {instruction.Line.Invariant()} of the Dockerfile has {feature}, which only BuildKit knows. " +
            (engine.IsWindows ? "Engines on Windows have only the classic builder: write the instruction without it." : "Build with -Builder BuildKit, or write the instruction without it."));
    }

    private static void CheckBuildKit(BuildRequest request, Dockerfile dockerfile, EngineVersion engine)
    {
        if (dockerfile.SessionMounts(request.Target).FirstOrDefault(mount => mount.IsRequired && !IsGiven(mount, request.Mounts)) is { } missing)
        {
            throw new EngineException(missing.IsSsh ? "BuildSshMissing" : "BuildSecretMissing", ErrorCategory.InvalidArgument, missing.Id,
                $"Line {missing.Instruction.Line.Invariant()} of the Dockerfile requires the {(missing.IsSsh ? "ssh agent" : "secret")} '{missing.Id}'. " +
                (missing.IsSsh ? $"Give it with -Ssh {missing.Id}." : $"Give it with -Secret 'id={missing.Id},src=…', or @{{ '{missing.Id}' = … }}."));
        }
        if (engine.Api < Heredocs && dockerfile.Syntax is null && dockerfile.FirstWithHeredoc() is { } heredoc)
        {
            throw new EngineException("DockerfileNeedsNewerFrontend", ErrorCategory.NotImplemented, Show(heredoc),
                $"Line {heredoc.Line.Invariant()} of the Dockerfile has a heredoc (<<), which this engine (API {engine.Api}) does not know by itself. " +
                "Begin the Dockerfile with '# syntax=docker/dockerfile:1' if the engine can fetch or has that image, or write the instruction without it.");
        }
    }

    private static bool IsGiven(SessionMount mount, BuildMounts given) =>
        mount.Id is not { } id || (mount.IsSsh ? given.Agents.ContainsKey(id) : given.Secrets.ContainsKey(id));

    private static string Show(DockerfileInstruction instruction) => string.Join(' ', [instruction.Keyword, .. instruction.Flags, instruction.Arguments]);
}
