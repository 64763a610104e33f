$cmdlets = Import-Module -Assembly ([ContainerTools.ModuleLoadContext]::LoadModule()) -PassThru
$ExecutionContext.SessionState.Module.OnRemove = { Remove-Module $cmdlets }
