namespace ContainerTools;

/// <summary>What the number beside a device of the host counts.</summary>
public enum DeviceRateUnit
{
    /// <summary>Bytes a second, in docker's sizes.</summary>
    BytesPerSecond,

    /// <summary>Operations a second.</summary>
    OperationsPerSecond,

    /// <summary>A share against others, from 10 to 1000.</summary>
    Weight,
}
