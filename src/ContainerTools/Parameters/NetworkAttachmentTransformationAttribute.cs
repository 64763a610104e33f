namespace ContainerTools;

/// <summary>Lets a parameter take networks by name, as docker writes attachments, or as hashtables.</summary>
public sealed class NetworkAttachmentTransformationAttribute : ParameterTransformationAttribute<NetworkAttachment>
{
    private protected override string Kind => NetworkAttachment.Kind;

    private protected override string Expected => NetworkAttachment.Syntax;

    private protected override IEnumerable<NetworkAttachment> FromText(string text, string directory) => [NetworkAttachment.Parse(text)];

    private protected override IEnumerable<NetworkAttachment> FromProperties(PropertyBag properties, string directory) => [NetworkAttachment.FromProperties(properties)];
}
