using System.Management.Automation;

namespace ContainerTools.UnitTests.Parameters;

internal static class Refused
{
    /// <summary>The transformation throws what the parameter binder shows to a person.</summary>
    internal static void By(ArgumentTransformationAttribute transformation, object? input, string message)
    {
        var refusal = Assert.Throws<ArgumentTransformationMetadataException>(() => transformation.Transform(null, input));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }
}
