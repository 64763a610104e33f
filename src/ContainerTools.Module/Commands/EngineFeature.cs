using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Refuses what an engine is too old for, before it is asked: it would ignore what it does not know.</summary>
internal static class EngineFeature
{
    private static readonly Version PlatformOfArchive = new(1, 48);

    /// <summary>Saving and loading one platform of several.</summary>
    public static void RequirePlatform(PSCmdlet cmdlet, EngineConnection engine, string? platform)
    {
        CheckPlatform(cmdlet, platform);
        if (platform is not null) Require(cmdlet, engine, PlatformOfArchive, $"-Platform {platform}");
    }

    /// <summary>What is no platform ends the cmdlet.</summary>
    public static void CheckPlatform(PSCmdlet cmdlet, string? platform)
    {
        if (platform is null) return;
        try
        {
            PlatformJson.Of(platform);
        }
        catch (FormatException e)
        {
            cmdlet.ThrowTerminatingError(Errors.InvalidArgument("PlatformInvalid", platform, e.Message));
        }
    }

    private static void Require(PSCmdlet cmdlet, EngineConnection engine, Version version, string what)
    {
        if (engine.Version.Api >= version) return;
        cmdlet.ThrowTerminatingError(Errors.TooOld(what, engine.Endpoint.HostText, version, engine.Version.Api));
    }
}
