using ContainerTools.Completion;
using ContainerTools.Engine;
using ContainerTools.Engine.Stacks;

namespace ContainerTools.Commands;

/// <summary>Makes a stack what its compose file says.</summary>
[Cmdlet(Deploy, "ContainerStack", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerStack))]
public sealed class DeployContainerStackCommand : EngineCommand
{
    /// <summary>A verb that PowerShell approves of since its version 6, which its reference assembly does not know.</summary>
    private const string Deploy = "Deploy";

    /// <summary>The compose file; of several, what stands in a later one goes before.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The stack's name; without it the name in the file, else that of the file's folder.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StackCompleter))]
    public string? Name { get; set; }

    /// <summary>Files with variables for the compose file; without it <c>.env</c> beside the compose file. Variables of this process go before.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? EnvironmentFile { get; set; }

    /// <summary>Removes services of the stack that the file does not have any more.</summary>
    [Parameter]
    public SwitchParameter Prune { get; set; }

    /// <summary>Hands this user's credentials for the images' registries to the nodes.</summary>
    [Parameter]
    public SwitchParameter WithRegistryAuth { get; set; }

    /// <summary>When registries are asked for the digests of images.</summary>
    [Parameter]
    public ContainerImageResolution ResolveImage { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var file = ReadFile();
        var name = Name ?? file.Name ?? DefaultName(file.Folder);
        if (!IsName(name)) ThrowTerminatingError(Errors.InvalidArgument("StackNameInvalid", name, $"'{name}' is no name for a stack: it has letters, digits, '-' and '_' only, and begins with a letter or digit. Give one with -Name."));
        foreach (var warning in file.Warnings) WriteWarning(warning);
        var engine = Connect();
        var plan = new StackPlan(engine, new StackName(name), file) { WithRegistryAuth = WithRegistryAuth, Resolve = ResolveImage };
        Guarded(name, () => Wait(async token =>
        {
            await plan.MakeAsync(Prune, token).ConfigureAwait(false);
            return true;
        }));
        foreach (var warning in plan.Warnings) WriteWarning(warning);

        var accepted = plan.Changes.Where(change => change.Action is null ? !IsWhatIf : ShouldProcess($"{change.Kind.ToString().ToLowerInvariant()} {change.Name}", change.Action)).ToList();
        foreach (var phase in accepted.GroupBy(change => change.Phase).OrderBy(phase => phase.Key)) Run(phase);
        if (IsWhatIf) return;
        var stack = Wait(token => StackList.ReadAsync(engine, Endpoint, token)).FirstOrDefault(stack => stack.Name == name);
        if (stack is not null) WriteObject(stack);
    }

    private bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given) ? ((SwitchParameter)given).ToBool() : LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));

    /// <summary>Does what goes together at once; each failure is an error about its part.</summary>
    private void Run(IEnumerable<StackChange> changes)
    {
        foreach (var (change, running) in changes.Select(change => (change, change.RunAsync(Token))).ToList())
        {
            try
            {
                foreach (var warning in Wait(_ => running)) WriteWarning(warning);
                if (change.Action is not null) WriteVerbose($"{change.Action} {change.Kind.ToString().ToLowerInvariant()} {change.Name}: done.");
            }
            catch (Exception e) when (e is not PipelineStoppedException)
            {
                WriteError(Errors.From(e, Endpoint, change.Kind, change.Name));
            }
        }
    }

    private StackFile ReadFile()
    {
        StackFile? file = null;
        Guarded(Path[0], () => file = StackFile.Read([.. Path.Select(GetUnresolvedProviderPathFromPSPath)], EnvironmentFile is null ? null : [.. EnvironmentFile.Select(GetUnresolvedProviderPathFromPSPath)]));
        return file!;
    }

    private void Guarded(string target, Action call)
    {
        try
        {
            call();
        }
        catch (Exception e) when (e is EngineException or Docker.DotNet.DockerApiException or HttpRequestException or IOException)
        {
            ThrowTerminatingError(Errors.From(e, e is EngineException ? null : Endpoint, Errors.Subject.Stack, target));
        }
    }

    private static string DefaultName(string folder) => new([.. System.IO.Path.GetFileName(folder).ToLowerInvariant().Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')]);

    private static bool IsName(string name) => name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
