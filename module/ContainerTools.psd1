@{
    RootModule           = 'ContainerTools.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = 'b6f0a4e3-6d0e-4f0a-9a3f-3a9d0f4b7c21'
    Author               = 'The ContainerTools authors'
    CompanyName          = 'ContainerTools'
    Copyright            = '(c) The ContainerTools authors. MIT licence.'
    Description          = 'Containers as PowerShell objects: cmdlets that speak the Docker Engine API and compose with the pipeline.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    RequiredAssemblies   = @('ContainerTools.dll')
    TypesToProcess       = @('ContainerTools.Types.ps1xml')
    FormatsToProcess     = @('ContainerTools.Format.ps1xml')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @(
        'Pull-ContainerImage'
        'Push-ContainerImage'
        'Request-ContainerImage'
        'Submit-ContainerImage'
    )
    # Explicit, because a module of this shape is not loaded automatically when the list is '*'.
    CmdletsToExport      = @(
        'Add-ContainerImageTag'
        'Build-ContainerImage'
        'Compare-ContainerImage'
        'Connect-ContainerNetwork'
        'Connect-ContainerRegistry'
        'ConvertTo-ContainerImage'
        'Copy-ContainerImage'
        'Disconnect-ContainerNetwork'
        'Disconnect-ContainerRegistry'
        'Export-Container'
        'Export-ContainerImage'
        'Find-ContainerImage'
        'Get-Container'
        'Get-ContainerChange'
        'Get-ContainerContent'
        'Get-ContainerContext'
        'Get-ContainerEvent'
        'Get-ContainerHost'
        'Get-ContainerImage'
        'Get-ContainerImageHistory'
        'Get-ContainerImageLayer'
        'Get-ContainerItem'
        'Get-ContainerLog'
        'Get-ContainerNetwork'
        'Get-ContainerPort'
        'Get-ContainerProcess'
        'Get-ContainerRegistry'
        'Get-ContainerStats'
        'Import-ContainerImage'
        'Invoke-Container'
        'Invoke-ContainerExec'
        'Measure-ContainerImage'
        'New-Container'
        'New-ContainerContext'
        'New-ContainerNetwork'
        'Publish-ContainerImage'
        'Receive-ContainerImage'
        'Register-ContainerEvent'
        'Remove-Container'
        'Remove-ContainerContext'
        'Remove-ContainerImage'
        'Remove-ContainerImageTag'
        'Remove-ContainerNetwork'
        'Rename-Container'
        'Restart-Container'
        'Resume-Container'
        'Send-ContainerSignal'
        'Set-Container'
        'Set-ContainerContent'
        'Set-ContainerContext'
        'Start-Container'
        'Stop-Container'
        'Suspend-Container'
        'Test-ContainerHost'
        'Test-ContainerImage'
        'Test-ContainerPath'
        'Use-ContainerContext'
        'Wait-Container'
        'Watch-ContainerEvent'
    )
    PrivateData          = @{
        PSData = @{
            Tags         = @('Docker', 'Container', 'Containers', 'Engine', 'Podman', 'DevOps', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://opensource.org/license/mit'
            ProjectUri   = 'https://github.com/containertools/containertools'
            ReleaseNotes = 'See docs/CHANGELOG.md in the project.'
        }
    }
}
