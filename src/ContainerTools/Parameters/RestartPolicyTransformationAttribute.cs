namespace ContainerTools;

/// <summary>Lets a parameter take a restart policy as docker writes it or as a hashtable; empty text is no policy, as docker has it.</summary>
public sealed class RestartPolicyTransformationAttribute : ParameterTransformationAttribute<RestartPolicy>
{
    private protected override string Kind => RestartPolicy.Kind;

    private protected override string Expected => RestartPolicy.Syntax;

    private protected override IEnumerable<RestartPolicy> FromText(string text, string directory) => text.Length == 0 ? [] : [RestartPolicy.Parse(text)];

    private protected override IEnumerable<RestartPolicy> FromProperties(PropertyBag properties, string directory) => [RestartPolicy.FromProperties(properties)];
}
