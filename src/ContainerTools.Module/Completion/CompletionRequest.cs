using System.Collections;
using System.Management.Automation.Language;
using ContainerTools.Commands;
using ContainerTools.Engine;

namespace ContainerTools.Completion;

/// <summary>What is to be completed, and what stands on the command line already.</summary>
internal sealed class CompletionRequest
{
    private const int ShortLength = 12;

    private static readonly string Namespace = typeof(PipelineCommand).Namespace!;

    private readonly IDictionary bound;
    private readonly CommandAst commandAst;

    public CompletionRequest(string command, string parameter, string word, CommandAst commandAst, IDictionary bound)
    {
        (Parameter, this.commandAst, this.bound) = (parameter, commandAst, bound);
        Word = QuotedWord.Parse(word ?? "");
        // File = class = cmdlet: the class says more about the cmdlet than its name does.
        Cmdlet = typeof(CompletionRequest).Assembly.GetType($"{Namespace}.{command?.Replace("-", "", StringComparison.Ordinal)}Command", throwOnError: false, ignoreCase: true);
    }

    /// <summary>The cmdlet's class.</summary>
    public Type? Cmdlet { get; }

    public string Parameter { get; }

    public QuotedWord Word { get; }

    /// <summary>Whether the parameter takes patterns, so that a name with such characters has to be escaped.</summary>
    public bool TakesPattern => Cmdlet?.GetProperty(Parameter) is { } property && property.IsDefined(typeof(SupportsWildcardsAttribute), inherit: true);

    /// <summary>The beginning of an id, as it is shown.</summary>
    public static string Short(string id) => id.Length > ShortLength ? id[..ShortLength] : id;

    /// <summary>Something by its name or, for <c>-Id</c>, by the beginning of its id.</summary>
    public Candidate Named(string id, string name, string toolTip) =>
        Parameter == "Id" ? new Candidate(Short(id), $"{name}: {toolTip}") : new Candidate(name, toolTip);

    /// <summary>Whether a switch is set.</summary>
    public bool Has(string name) => bound.Contains(name) && LanguagePrimitives.IsTrue(bound[name]);

    /// <summary>What is written for a parameter, as far as it is text.</summary>
    public IReadOnlyList<string> Texts(string name) => bound[name] switch
    {
        null => [],
        string text => [text],
        IEnumerable many => [.. many.Cast<object?>().Select(item => item?.ToString() ?? "")],
        var other => [other.ToString() ?? ""],
    };

    /// <summary>The engines that the command line names, else the one that the session, the environment or docker's configuration names.</summary>
    /// <returns>None where it names one in a way that only running it could tell.</returns>
    public IReadOnlyList<EngineEndpoint> Engines()
    {
        var (contexts, hosts) = (Texts(nameof(EngineCommand.Context)), Texts(nameof(EngineCommand.EngineHost)));
        if (contexts.Count + hosts.Count == 0) return NamesEngine() ? [] : [Resolve(null, null)];
        return [.. contexts.Select(context => Resolve(context, null)), .. hosts.Select(host => Resolve(null, host))];
    }

    private bool NamesEngine() => commandAst.CommandElements.OfType<CommandParameterAst>()
        .Any(given => given.ParameterName.Equals(nameof(EngineCommand.Context), StringComparison.OrdinalIgnoreCase)
            || given.ParameterName.Equals(nameof(EngineCommand.EngineHost), StringComparison.OrdinalIgnoreCase));

    private static EngineEndpoint Resolve(string? context, string? host) => EndpointResolver.Resolve(context, host, Environment.GetEnvironmentVariable, SessionContext.Current);
}
