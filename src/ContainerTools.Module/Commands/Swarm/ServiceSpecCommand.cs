using System.Text.Json.Nodes;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>What <c>New-ContainerService</c> and <c>Set-ContainerService</c> share: everything that a service can be given.</summary>
public abstract partial class ServiceSpecCommand : ActionCommand
{
    /// <summary>The arguments for the image's program. They are sent as they are.</summary>
    [Parameter]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[]? Command { get; set; }

    /// <summary>The program, in place of the image's.</summary>
    [Parameter]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[]? Entrypoint { get; set; }

    /// <summary>The variables that were asked for, of files and by name.</summary>
    internal List<string>? Variables { get; private set; }

    /// <summary>Whether a parameter was given.</summary>
    internal bool Has(string name) => MyInvocation.BoundParameters.ContainsKey(name);

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (NoHealthCheck && HealthCheck is not null)
        {
            ThrowTerminatingError(Errors.InvalidArgument("HealthCheckConflict", null, "-NoHealthCheck and -HealthCheck contradict each other. Give one of them."));
        }
        if (Environment is not null || EnvironmentFile is not null) Variables = ContainerEnvironment.Resolve(this, EnvironmentFile, Environment);
    }

    /// <summary>Puts all that was named into a specification and leaves the rest of it as it is.</summary>
    /// <exception cref="EngineException">Something that it needs is not there, or the engine is too old for something.</exception>
    private protected async Task ApplyAsync(JsonObject spec, EngineConnection engine, CancellationToken token)
    {
        try
        {
            ServiceProcessSpec.Apply(this, spec, engine);
            ServicePolicySpec.Apply(this, spec, engine);
            await ServiceConnectionSpec.ApplyAsync(this, spec, engine, token).ConfigureAwait(false);
        }
        catch (FormatException e)
        {
            throw new EngineException("ServiceSpecInvalid", ErrorCategory.InvalidArgument, null, e.Message, e);
        }
    }

    /// <summary>The credentials for the registry of an image, which the nodes get only if that was asked for.</summary>
    private protected static async Task<KeyValuePair<string, string>> CredentialsAsync(string image, CancellationToken token) =>
        await RegistryCredentials.HeaderAsync(ImageReference.TryParse(image, out var reference) ? reference : ImageReference.Parse("unknown"), token).ConfigureAwait(false);
}
