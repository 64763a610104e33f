using ContainerTools.Engine;
using ContainerTools.Engine.Terminals;

namespace ContainerTools.Commands;

/// <summary>What cmdlets need that hand this session's terminal over to a container.</summary>
internal static class TerminalSession
{
    /// <summary>Ends the cmdlet where there is no terminal.</summary>
    public static void Require(PSCmdlet cmdlet, string what, string instead)
    {
        if (!LocalTerminal.IsThere(cmdlet.Host)) cmdlet.ThrowTerminatingError(Errors.NoTerminal(what, instead));
    }

    /// <summary>The keys that detach: those of the parameter, else of docker's configuration, else docker's own. What is wrong with them ends the cmdlet.</summary>
    public static DetachKeys Keys(PSCmdlet cmdlet, string? given)
    {
        string? keys = given, source = "-DetachKeys";
        try
        {
            if (given is null)
            {
                var configuration = DockerConfiguration.Read(Environment.GetEnvironmentVariable);
                (keys, source) = (configuration.DetachKeys, $"detachKeys in '{configuration.FilePath}'");
            }
            return DetachKeys.Parse(keys);
        }
        catch (EngineException e)
        {
            cmdlet.ThrowTerminatingError(Errors.From(e, null, Errors.Subject.Engine, null));
            throw;
        }
        catch (FormatException e)
        {
            cmdlet.ThrowTerminatingError(Errors.DetachKeysInvalid(keys!, source, e));
            throw;
        }
    }
}
