namespace ContainerTools.Engine.Files;

/// <summary>Why an entry of an archive is not unpacked.</summary>
internal sealed class ExtractionRefusal(string reason) : Exception(reason);
