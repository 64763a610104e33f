using ContainerTools.Engine;
using ContainerTools.Engine.Registries;

namespace ContainerTools.Commands;

/// <summary>The registries that cmdlets are given, and those that there are credentials of.</summary>
internal static class RegistryNames
{
    /// <summary>The host of what a user gave; what is none ends the cmdlet.</summary>
    public static string Parse(PSCmdlet cmdlet, string text)
    {
        try
        {
            return RegistryHost.Parse(text);
        }
        catch (FormatException e)
        {
            // Not the text as the target: it may have a password in it.
            cmdlet.ThrowTerminatingError(Errors.InvalidArgument("RegistryInvalid", null, e.Message));
            throw;
        }
    }

    /// <summary>All registries with credentials: those of this session, and those that docker knows too. What cannot be read is an error each.</summary>
    public static IReadOnlyList<ContainerRegistry> Known(PipelineCommand cmdlet)
    {
        var known = SessionCredentials.All.OrderBy(entry => entry.Key, StringComparer.OrdinalIgnoreCase).Select(entry => new ContainerRegistry
        {
            Name = entry.Key,
            Address = entry.Value.Address,
            UserName = entry.Value.UserName,
            IsToken = !string.IsNullOrEmpty(entry.Value.IdentityToken),
            Source = ContainerRegistrySource.Session,
        }).ToList();
        var failures = new List<EngineException>();
        try
        {
            known.AddRange(cmdlet.Wait(token => CredentialStore.Read(Environment.GetEnvironmentVariable).ListAsync(failures.Add, token)));
        }
        catch (EngineException e)
        {
            failures.Add(e);
        }
        foreach (var failure in failures) cmdlet.WriteError(Errors.From(failure, null, Errors.Subject.Engine, null));
        return known;
    }

    /// <summary>The registries whose name fits a host or a pattern.</summary>
    public static List<ContainerRegistry> Matching(PSCmdlet cmdlet, IEnumerable<ContainerRegistry> known, string name)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(name))
        {
            var host = Parse(cmdlet, name);
            return known.Where(registry => RegistryHost.Same(registry.Name, host)).ToList();
        }
        var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
        return known.Where(registry => pattern.IsMatch(registry.Name)).ToList();
    }

    public static ErrorRecord NotFound(string name) => Errors.NotFound("RegistryNotFound", name, $"There are no credentials of the registry '{name}'. Get-ContainerRegistry lists those that there are, Connect-ContainerRegistry signs in.");
}
