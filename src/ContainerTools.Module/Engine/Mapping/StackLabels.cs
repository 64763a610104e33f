namespace ContainerTools.Engine.Mapping;

/// <summary>The labels by which docker's client knows what belongs to a stack.</summary>
internal static class StackLabels
{
    public const string Namespace = "com.docker.stack.namespace";

    /// <summary>The image of a service as its file names it.</summary>
    public const string Image = "com.docker.stack.image";
}
