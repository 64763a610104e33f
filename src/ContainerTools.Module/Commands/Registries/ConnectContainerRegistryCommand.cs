using System.Security;
using ContainerTools.Engine;
using ContainerTools.Engine.Registries;

namespace ContainerTools.Commands;

/// <summary>Signs in to a registry: tries credentials there, and keeps them for pulls, pushes and builds.</summary>
[Cmdlet(VerbsCommunications.Connect, "ContainerRegistry", DefaultParameterSetName = "Credential", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerRegistry))]
public sealed class ConnectContainerRegistryCommand : EngineCommand
{
    /// <summary>The registry's host with its port; Docker Hub without it.</summary>
    [Parameter(Position = 0)]
    [Alias("Name", "Server")]
    [ValidateNotNullOrEmpty]
    public string Registry { get; set; } = RegistryHost.DockerHub;

    /// <summary>User name and password, or an access token in the place of the password.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "Credential")]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>An identity token that the registry has given out before.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Token")]
    [ValidateNotNull]
    public new SecureString? Token { get; set; }

    /// <summary>Where to keep them: in this process alone, or for the user, where docker finds them too.</summary>
    [Parameter]
    public ContainerRegistryScope Scope { get; set; } = ContainerRegistryScope.Session;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var host = RegistryNames.Parse(this, Registry);
        var credential = Given(host);
        if (!ShouldProcess(host, Scope == ContainerRegistryScope.User ? "Sign in, and keep the credentials for the user" : "Sign in, for this session")) return;
        var engine = Connect();
        ContainerRegistry registry;
        try
        {
            registry = Wait(token => SignInAsync(engine, host, credential, token));
        }
        catch (Exception e) when (e is not PipelineStoppedException)
        {
            WriteError(Errors.From(e, Endpoint, Errors.Subject.Engine, host));
            return;
        }
        if (registry is { Source: ContainerRegistrySource.ConfigurationFile, IsToken: false })
        {
            WriteWarning($"The password for {host} is kept unencrypted in docker's config.json. A credential helper (credsStore) keeps it safer, -Scope Session keeps it in memory only.");
        }
        WriteObject(registry);
    }

    private RegistryCredential Given(string host)
    {
        var credential = Token is not null
            ? new RegistryCredential { Address = RegistryHost.KeyOf(host), IdentityToken = RegistryCredential.Plain(Token) }
            : RegistryCredential.Of(host, Credential!);
        if (Token is null && (string.IsNullOrEmpty(credential.UserName) || string.IsNullOrEmpty(credential.Password)) || Token is not null && string.IsNullOrEmpty(credential.IdentityToken))
        {
            ThrowTerminatingError(Errors.InvalidArgument("CredentialIncomplete", host, $"The credentials for {host} are incomplete: a user name and a password, or a token, are needed, and none of them may be empty."));
        }
        return credential;
    }

    private async Task<ContainerRegistry> SignInAsync(EngineConnection engine, string host, RegistryCredential credential, CancellationToken token)
    {
        var accepted = await RegistryLogin.RunAsync(engine, credential, token).ConfigureAwait(false);
        string? helper = null;
        if (Scope == ContainerRegistryScope.User)
        {
            helper = await CredentialStore.Read(Environment.GetEnvironmentVariable).StoreAsync(accepted, token).ConfigureAwait(false);
            // Those of the session would go before them.
            SessionCredentials.Erase(host);
        }
        else
        {
            SessionCredentials.Store(host, accepted);
        }
        return new ContainerRegistry
        {
            Name = host,
            Address = accepted.Address,
            UserName = accepted.UserName,
            IsToken = !string.IsNullOrEmpty(accepted.IdentityToken),
            Source = Scope == ContainerRegistryScope.Session ? ContainerRegistrySource.Session : helper is null ? ContainerRegistrySource.ConfigurationFile : ContainerRegistrySource.CredentialHelper,
            CredentialHelper = helper,
        };
    }
}
