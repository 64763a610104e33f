namespace ContainerTools;

/// <summary>Lets a parameter of type <see cref="string"/>[] that names contexts take names, contexts, and rows with <c>Name</c>, and no other object.</summary>
public sealed class ContainerContextNameTransformationAttribute : ParameterTransformationAttribute<string>
{
    private protected override string Kind => "a context";

    private protected override string Expected => "a name, or what Get-ContainerContext gives";

    private protected override IEnumerable<string> FromText(string text, string directory) => [text];

    private protected override IEnumerable<string> FromObject(object value) => value is ContainerContext context ? [context.Name] : throw Refuse(value.GetType().Name);

    // A context that went through serialisation, or a row of a table. What belongs to an engine has a name too.
    private protected override IEnumerable<string> FromProperties(PropertyBag properties, string directory) =>
        properties.Contains("Id") || properties.Text("Name") is not { Length: > 0 } name ? throw new FormatException($"An object with an Id, or without a Name, is not {Kind}. Expected {Expected}.") : [name];
}
