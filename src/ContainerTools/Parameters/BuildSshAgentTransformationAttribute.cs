namespace ContainerTools;

/// <summary>Lets a parameter take ssh agents for a build as docker writes them, or as hashtables.</summary>
public sealed class BuildSshAgentTransformationAttribute : ParameterTransformationAttribute<BuildSshAgent>
{
    private protected override string Kind => BuildSshAgent.Kind;

    private protected override string Expected => BuildSshAgent.Syntax;

    private protected override IEnumerable<BuildSshAgent> FromText(string text, string directory) => [BuildSshAgent.Parse(text)];

    private protected override IEnumerable<BuildSshAgent> FromProperties(PropertyBag properties, string directory) => BuildSshAgent.FromProperties(properties);
}
