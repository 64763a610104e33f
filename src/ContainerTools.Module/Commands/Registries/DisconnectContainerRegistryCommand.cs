using ContainerTools.Engine.Registries;

namespace ContainerTools.Commands;

/// <summary>Signs out of registries: forgets their credentials.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "ContainerRegistry", DefaultParameterSetName = "Name", SupportsShouldProcess = true)]
public sealed class DisconnectContainerRegistryCommand : PipelineCommand
{
    /// <summary>Hosts of registries, with wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "Name")]
    [Alias("Name")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Registry { get; set; } = [];

    /// <summary>Registries, as <c>Get-ContainerRegistry</c> gives them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Object")]
    [ValidateNotNull]
    public ContainerRegistry[] InputObject { get; set; } = [];

    /// <summary>Forgets only those of this session, or only those that are kept for the user; without it both.</summary>
    [Parameter]
    public ContainerRegistryScope? Scope { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var registry in InputObject) Disconnect(registry.Name, isObject: true);
        if (Registry.Length == 0) return;
        var known = RegistryNames.Known(this);
        foreach (var name in Registry)
        {
            if (!WildcardPattern.ContainsWildcardCharacters(name)) Disconnect(RegistryNames.Parse(this, name), isObject: false);
            else foreach (var host in RegistryNames.Matching(this, known, name).Select(registry => registry.Name).Distinct(StringComparer.OrdinalIgnoreCase)) Disconnect(host, isObject: true);
        }
    }

    private void Disconnect(string host, bool isObject)
    {
        if (!ShouldProcess(host, "Sign out")) return;
        bool known, stays;
        try
        {
            (known, stays) = Wait(token => ForgetAsync(host, token));
        }
        catch (Exception e) when (e is not PipelineStoppedException)
        {
            WriteError(Errors.From(e, null, Errors.Subject.Engine, host));
            return;
        }
        if (stays) WriteWarning($"The environment variable {CredentialStore.EnvironmentVariable} has credentials of {host}, which stay as long as it is set.");
        else if (!known && isObject) WriteVerbose($"There are no credentials of {host} any more.");
        else if (!known) WriteError(RegistryNames.NotFound(host));
    }

    private async Task<(bool Known, bool Stays)> ForgetAsync(string host, CancellationToken token)
    {
        var known = Scope != ContainerRegistryScope.User && SessionCredentials.Erase(host);
        if (Scope == ContainerRegistryScope.Session) return (known, false);
        var store = CredentialStore.Read(Environment.GetEnvironmentVariable);
        known |= await store.EraseAsync(host, token).ConfigureAwait(false);
        return (known, store.IsInEnvironment(host));
    }
}
